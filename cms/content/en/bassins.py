from cms.content.draft import Draft, callout, heading, link, links, text

# Official names are never translated.
NAMES = {
    "nord": "Bassin Nord",
    "nord-est": "Bassin Nord-Est",
    "centre-ouest": "Bassin Centre-Ouest",
    "sud": "Bassin Sud",
    "sud-est": "Bassin Sud-Est",
}
WHERE = {
    "nord": "Berchem-Sainte-Agathe, Ganshoren, Jette, Koekelberg, and of the City of Brussels Laeken, Neder-Over-Heembeek and Haren.",
    "nord-est": "Evere, Schaerbeek and Saint-Josse.",
    "centre-ouest": "Anderlecht, Molenbeek and the centre of the City of Brussels.",
    "sud": "Forest, Ixelles, Saint-Gilles, Uccle, Watermael-Boitsfort and a part of the City of Brussels.",
    "sud-est": "Auderghem, Etterbeek and the two Woluwes.",
}


def _page(code: str) -> Draft:
    name = NAMES[code]
    return Draft(
        slug=f"bassin-{code}",
        title=name,
        description=f"{name}: who screens, who supports, who coordinates, whom to call, what is coming.",
        introduction=WHERE[code],
        body=[
            heading("What is a bassin for?"),
            text(
                """<p>A bassin of help and care brings together the professionals of social work and health of a territory of
                200,000 to 300,000 people. There they get to know one another, share what they see in the field, and
                look for answers together.</p>
                <p>It is not a border: every woman chooses the service she wants, where she wants.</p>"""
            ),
            heading("The coordination team"),
            text(
                """<p>You do not know where to refer somebody? You look for a partner, a meeting, advice? The coordination team of
                the bassin knows the network and looks for an answer with you.</p>"""
            ),
            callout(
                "pending",
                "To be completed by Brusano",
                """<p>Names, functions and numbers of the team, and the hours of the helpdesk.</p>""",
            ),
            links(
                link("Find a service", tool="search:page"),
                link("Write to Brusano", page="contact"),
            ),
        ],
    )


PAGES = {f"bassin_{code}": _page(code) for code in NAMES}
