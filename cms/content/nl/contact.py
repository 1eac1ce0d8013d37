from cms.content.draft import Draft, callout, heading, link, links, live, text

PAGE = Draft(
    slug="contact",
    title="Contact",
    menu_title="",
    description="Brusano schrijven, het coördinatieteam van uw zorgzone bereiken, een fout in de gids melden.",
    introduction="Een vraag over de gids, het programma of uw zorgzone? Hier leest u aan wie u ze stelt.",
    body=[
        callout(
            "safety",
            "Heeft een vrouw nu hulp nodig?",
            """<p>Schrijf niet, maar bel. <a href="tel:112"><b>112</b></a> bij medische nood, <a
            href="tel:101"><b>101</b></a> voor de politie.</p>""",
        ),
        links(link("Alle hulplijnen", tool="directory:help_lines")),
        heading("De gids en deze site"),
        text(
            """<p>Schrijf naar <a href="mailto:{contact_mail}">{contact_mail}</a>, in het Nederlands of het Frans. Zet
            er nooit de naam of de situatie van een vrouw in.</p>
            <ul><li><b>Staat er een fout op een fiche?</b> Gebruik ‘Een fout melden’ onderaan de fiche.</li>
            <li><b>Staat uw dienst er niet in?</b> Geef ons de naam, de gemeente en een nummer waarop we u kunnen
            bereiken.</li>
            <li><b>Kunt u een pagina moeilijk gebruiken?</b> Zeg ons wat er misloopt: we zoeken samen met u een andere
            weg.</li></ul>"""
        ),
        heading("Uw zorgzone"),
        text("""<p>In elke zorgzone houdt een coördinatieteam het netwerk levend.</p>"""),
        live("bassins"),
        heading("Brusano"),
        callout(
            "pending",
            "Door Brusano aan te vullen",
            """<p>Postadres, telefoonnummer, uren van de helpdesk voor professionals.</p>""",
        ),
        heading("De BIB-tool"),
        text(
            """<p>Voor toegang, een overeenkomst of een technisch probleem in BIB kunt u terecht bij het team van Born in Belgium
            Professionals.</p>"""
        ),
        links(link("Born in Belgium Professionals", address="https://www.borninbelgiumpro.be/nl/")),
    ],
)
