from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="toegankelijkheid",
    title="Toegankelijkheidsverklaring",
    menu_title="Toegankelijkheid",
    description="Wat deze site doet om voor iedereen bruikbaar te zijn, wat nog niet in orde is, en hoe u het ons zegt.",
    introduction="Iedereen moet deze site kunnen gebruiken: met een oude telefoon, met het toetsenbord, met een schermlezer, zonder "
    "JavaScript, in grote letters.",
    body=[
        heading("Wat we nastreven"),
        text(
            """<p>We streven op alle publieke pagina’s naar niveau AA van de richtlijnen WCAG 2.2, in het Nederlands,
            het Frans en het Engels.</p>"""
        ),
        heading("Hoever we staan"),
        text(
            """<p>Deze verklaring werd in november 2026 opgesteld door het team dat de site bouwt.</p>
            <ul><li>Automatische tests (axe) slagen op de publieke paginasjablonen, in de drie talen, zonder iets over
            te slaan.</li>
            <li>Zoeken, filters, kompas en fiches werken met het toetsenbord en zonder JavaScript.</li>
            <li>Teksten kunnen groter, animaties stoppen als uw toestel dat vraagt, en een toestand wordt nooit met
            kleur alleen getoond.</li></ul>
            <p>Er is nog geen audit gedaan door een externe organisatie, noch door mensen met een handicap.
            Automatische tests vinden maar een deel van de problemen: we zeggen dus niet dat de site conform is.</p>"""
        ),
        heading("Wat nog niet in orde is"),
        text(
            """<ul><li>De <b>kaart met resultaten</b> werkt alleen goed met de muis of de vinger. De lijst bevat
            dezelfde diensten, in dezelfde volgorde.</li>
            <li>De <b>kaart van de vijf zorgzones</b> is schematisch. De links hebben een naam; de gemeenten staan
            eronder.</li>
            <li>De <b>teksten van de diensten</b> bestaan soms in één taal. Dan worden ze in die taal getoond, en zo
            aangekondigd aan schermlezers.</li>
            <li><b>Bijlagen</b> die anderen schreven, zijn niet allemaal toegankelijk. Vraag ons een andere
            versie.</li>
            <li>Er is nog geen versie in <b>gebarentaal</b> en geen versie in <b>eenvoudig te lezen
            taal</b>.</li></ul>"""
        ),
        heading("Loopt u vast op een pagina? Zeg het ons"),
        text(
            """<p>Schrijf naar <a href="mailto:{contact_mail}">{contact_mail}</a>: het adres van de pagina, wat u
            wilde doen, wat er gebeurde. Hebt u meteen informatie nodig, vraag ze dan in hetzelfde bericht: we
            geven ze u op een andere manier.</p>"""
        ),
        links(link("Andere manieren om ons te bereiken", page="contact")),
        callout(
            "pending",
            "Door Brusano aan te vullen",
            """<p>Termijn van antwoord, telefoonnummer voor deze vragen, en de instantie waar u beroep kunt aantekenen.</p>""",
        ),
    ],
)
