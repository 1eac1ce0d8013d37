from cms.content.draft import Draft, callout, heading, link, links, text

NAMES = {
    "nord": "Bassin Nord",
    "nord-est": "Bassin Nord-Est",
    "centre-ouest": "Bassin Centre-Ouest",
    "sud": "Bassin Sud",
    "sud-est": "Bassin Sud-Est",
}
WHERE = {
    "nord": "Berchem-Sainte-Agathe, Ganshoren, Jette, Koekelberg, et Laeken, Neder-Over-Heembeek et Haren pour la Ville de Bruxelles.",
    "nord-est": "Evere, Schaerbeek et Saint-Josse-ten-Noode.",
    "centre-ouest": "Anderlecht, Molenbeek-Saint-Jean et le centre de la Ville de Bruxelles.",
    "sud": "Forest, Ixelles, Saint-Gilles, Uccle, Watermael-Boitsfort et une partie de la Ville de Bruxelles.",
    "sud-est": "Auderghem, Etterbeek, Woluwe-Saint-Lambert et Woluwe-Saint-Pierre.",
}


def _page(code: str) -> Draft:
    name = NAMES[code]
    return Draft(
        slug=f"bassin-{code}",
        title=name,
        description=f"{name} : qui dépiste, qui accompagne, qui coordonne, qui appeler, ce qui s’y prépare.",
        introduction=WHERE[code],
        body=[
            heading("À quoi sert un bassin ?"),
            text(
                """<p>Un bassin d’aide et de soins réunit les acteur·rices du social et de la santé d’un territoire de 200 000 à
                300 000 personnes. Ils et elles y apprennent à se connaître, mettent en commun ce que le terrain voit,
                et cherchent ensemble des réponses.</p>
                <p>Ce n’est pas une frontière : chaque femme choisit le service qu’elle veut, où elle veut.</p>"""
            ),
            heading("L’équipe de coordination"),
            text(
                """<p>Vous ne savez pas vers qui orienter ? Vous cherchez un partenaire, une rencontre, un conseil ? L’équipe de
                coordination du bassin connaît le réseau et cherche avec vous.</p>"""
            ),
            callout(
                "pending",
                "À compléter par Brusano",
                """<p>Les noms, fonctions et numéros de l’équipe, et les heures du helpdesk.</p>""",
            ),
            links(
                link("Qui fait quoi ? Le lexique des acteurs", page="actors"),
                link("Écrire à Brusano", page="contact"),
            ),
        ],
    )


PAGES = {f"bassin_{code}": _page(code) for code in NAMES}
