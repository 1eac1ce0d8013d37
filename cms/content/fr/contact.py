from cms.content.draft import Draft, callout, heading, link, links, live, text

PAGE = Draft(
    slug="contact",
    title="Contact",
    menu_title="",
    description="Écrire à Brusano, joindre l’équipe de coordination de votre bassin, signaler une erreur dans le répertoire.",
    introduction="Une question sur le répertoire, le programme ou votre bassin ? Voici à qui l’adresser.",
    body=[
        callout(
            "safety",
            "Une femme a besoin d’aide maintenant ?",
            """<p>N’écrivez pas : appelez. Le <a href="tel:112"><b>112</b></a> pour une urgence médicale, le
            <a href="tel:101"><b>101</b></a> pour la police.</p>""",
        ),
        links(link("Toutes les lignes d’aide", tool="directory:help_lines")),
        heading("Le répertoire et ce site"),
        text(
            """<p>Écrivez à <a href="mailto:{contact_mail}">{contact_mail}</a>, en français ou en néerlandais. N’y
            mettez jamais le nom ni la situation d’une femme.</p>
            <ul><li><b>Une fiche contient une erreur ?</b> Utilisez « Signaler une erreur » au bas de la fiche.</li>
            <li><b>Votre service n’y est pas ?</b> Dites-nous son nom, sa commune et un numéro où vous joindre.</li>
            <li><b>Une page vous est difficile à utiliser ?</b> Décrivez ce qui bloque : nous cherchons une autre voie
            avec vous.</li></ul>"""
        ),
        heading("Votre bassin"),
        text("""<p>Dans chaque bassin, une équipe de coordination fait vivre le réseau.</p>"""),
        live("bassins"),
        heading("Brusano"),
        callout(
            "pending",
            "À compléter par Brusano",
            """<p>Adresse postale, numéro de téléphone, heures du helpdesk pour les professionnel·les.</p>""",
        ),
        heading("L’outil BIB"),
        text(
            """<p>Pour un accès, une convention ou un problème technique dans BIB, adressez-vous à l’équipe de Born in Belgium
            Professionals.</p>"""
        ),
        links(link("Born in Belgium Professionals", address="https://www.borninbelgiumpro.be/fr/")),
    ],
)
