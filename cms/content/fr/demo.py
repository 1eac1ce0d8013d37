"""Invented news, for the demonstration only."""

from cms.content.draft import Draft, callout, directory, documents, heading, link, links, text

INVENTED = callout("information", "Exemple", "<p>Cet article est inventé pour la démonstration.</p>")
PAGES = {
    "demo_map": Draft(
        slug="cinq-bassins-une-carte",
        title="Cinq bassins, une seule porte d’entrée",
        description="Exemple d’article : comment trouver son bassin.",
        introduction="On nous demande souvent : « De quel bassin suis-je ? » La carte de l’accueil répond en un clic.",
        body=[
            INVENTED,
            text(
                """<p>Choisissez votre bassin sur la carte : vous y trouvez le numéro du helpdesk, les services qui dépistent et
                les prochaines rencontres.</p>"""
            ),
            links(link("Les actualités par bassin", page="news")),
        ],
    ),
    "demo_talk": Draft(
        slug="ce-que-nous-avons-entendu-au-nord",
        title="Ce que nous avons entendu au Nord",
        description="Exemple d’article : le compte rendu d’une rencontre de bassin.",
        introduction="Trente personnes autour de la table, trois idées à retenir.",
        body=[
            INVENTED,
            heading("Trois idées"),
            text(
                """<ol><li>s’appeler avant d’écrire ;</li><li>dire non tôt, plutôt que oui trop tard ;</li><li>garder une place
                libre par semaine pour les urgences.</li></ol>"""
            ),
            directory("Qui dépiste dans le bassin Nord ?", bassin="nord", prestation="screening", most=3),
            documents(("Compte rendu de la rencontre", "Deux pages")),
        ],
    ),
    "demo_sheet": Draft(
        slug="une-fiche-dans-sa-langue",
        title="Une fiche dans sa langue, en deux minutes",
        description="Exemple d’article : imprimer une fiche d’adresses dans la langue de la femme.",
        introduction="Une page, de grands numéros, et rien qui trahisse pourquoi elle la garde.",
        body=[
            INVENTED,
            text(
                """<p>Cherchez, gardez jusqu’à six services, choisissez la langue, imprimez. Le code QR ouvre la même page sur son
                téléphone.</p>"""
            ),
            directory("Qui peut l’accompagner près de chez elle ?", shape="near", role="accompaniment"),
        ],
    ),
}
