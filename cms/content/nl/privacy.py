from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="privacy",
    title="Privacy en wettelijke vermeldingen",
    menu_title="Privacy",
    description="Geen cookies, niemand volgt u: wat deze site bewaart, wat ze niet bewaart, en uw rechten.",
    introduction="Kort: de publieke pagina’s plaatsen geen cookies, volgen u niet en roepen geen enkele andere site op.",
    body=[
        heading("Als u de site bezoekt"),
        text(
            """<ul><li><b>Geen cookies</b>, geen opslag in uw browser, niemand volgt u, geen reclame.</li>
            <li><b>Niets komt van elders</b>: lettertypes, beelden en kaarten staan op deze site. Uw zoekopdracht gaat
            naar niemand. Als de site een adres dat ze niet kent bij een andere navraagt, staat dat onder het veld van de
            plaats: alleen die plaats wordt verstuurd, zonder iets dat zegt wie ze zoekt.</li>
            <li><b>Uw vragen worden niet bewaard.</b> Noch de zoekpagina noch het kompas onthoudt wat u vroeg. Raakt
            een vraag aan een gevoelig onderwerp, dan komt ze niet in het adres van de pagina.</li>
            <li><b>Uw locatie</b> wordt alleen gelezen als u daarop klikt. Ze wordt niet bewaard.</li>
            <li>Om misbruik te beperken, telt de site de aanvragen die van eenzelfde adres komen. Dat adres wordt
            vervangen door een afdruk die elke dag verandert.</li>
            <li>De site telt hoe vaak elke pagina per dag gelezen wordt: getallen, zonder adres en zonder iets over wie leest.</li></ul>
            <p>Uw browser bewaart wel de geschiedenis van de geopende pagina’s. Wis die als iemand anders uw toestel
            gebruikt.</p>"""
        ),
        heading("Als u zich inschrijft voor een ontmoeting of voor de nieuwsbrief"),
        text(
            """<p><b>Ontmoeting</b>: uw naam, uw e-mailadres, uw type actor, de zorgzone waar u werkt en, als u die geeft,
            uw organisatie. Ze dienen voor die ontmoeting en worden 30 dagen later gewist (na drie dagen als u niet per
            mail bevestigt); er blijven enkel aantallen over.</p>
            <p><b>Nieuwsbrief</b>: uw e-mailadres, uw taal en uw zorgzones. U bent pas ingeschreven nadat u per mail hebt
            bevestigd; zonder bevestiging wordt het adres na drie dagen gewist. Wie zich uitschrijft, wordt meteen gewist.
            Niets zegt wie een mail opende of een link volgde. Wat naar wie werd gestuurd, is na een maand vergeten.</p>
            <p><b>Mails die terugkomen</b>: weigert een mailbox onze mails voorgoed, dan bewaren we het adres en de code van de
            weigering, hoogstens een jaar, om er niet meer naar te schrijven; op verzoek wissen we het vroeger.</p>
            <p><b>Een gemelde fout op een fiche</b>: uw e-mailadres dient, als u het geeft, om u het antwoord te sturen en wordt
            30 dagen later gewist, uiterlijk een jaar na de melding. De melding zelf wordt een jaar na het antwoord
            gewist.</p>"""
        ),
        heading("Als u een professioneel account hebt"),
        text(
            """<p>We bewaren uw e-mailadres, uw naam, uw taal, de organisatie waarvoor u optreedt en de afdruk van uw
            wachtwoord. Een sessiecookie herkent u van pagina tot pagina; die verdwijnt als u de browser sluit of
            zich afmeldt. Een tweede beschermt de formulieren. Een derde, die zes maanden blijft, zegt alleen aan
            de aanmeldpagina dat u met deze browser al eens binnenkwam, zonder uw naam: zo houdt niemand die vanaf
            hetzelfde adres wachtwoorden raadt, u buiten. Die cookies zijn onmisbaar: daarom ziet u er geen banner
            voor.</p>
            <p>Wijzigt u een fiche, dan bewaren we wie wat veranderde en wanneer, om een fout te kunnen
            rechtzetten. Wat Brusano noteert over een telefoontje met of een bezoek aan uw organisatie, wordt na twee
            jaar gewist; dat het plaatsvond, blijft staan.</p>"""
        ),
        heading("Wat er in de gids staat"),
        text(
            """<p>Professionele informatie over organisaties en zelfstandigen: naam, adres, contactgegevens, uren,
            talen, rol in het programma. Ze komt van de diensten zelf of uit openbare bronnen. Het adres van een
            vertrouwelijke plek wordt nergens bewaard.</p>
            <p>De gids bevat <b>geen enkele informatie over de vrouwen</b> die hulp krijgen: geen naam, geen
            rijksregisternummer, geen resultaat van een screening.</p>"""
        ),
        heading("Uw rechten"),
        text(
            """<p>U kunt vragen om te zien wat over u gaat, om het te verbeteren of te wissen, of u ertegen verzetten. Schrijf naar
            <a href="mailto:{contact_mail}">{contact_mail}</a>. U kunt ook klacht indienen bij de
            Gegevensbeschermingsautoriteit.</p>"""
        ),
        links(link("Gegevensbeschermingsautoriteit", address="https://www.gegevensbeschermingsautoriteit.be/")),
        heading("Uitgever, licenties en bronnen"),
        text(
            """<ul><li>Uitgever: Brusano vzw, een pluralistische en bicommunautaire dienst.</li>
            <li>Software: Maillage, onder de licentie EUPL 1.2.</li>
            <li>Omtrek van de gemeenten: open data van Statbel, via BNOSAC (CC BY 2.0). Schematische indeling van de
            zorgzones: ook de gerechtelijke kantons van het NGI/IGN (CC BY 4.0).</li>
            <li>Lettertype: Atkinson Hyperlegible Next (OFL). Pictogrammen: Lucide (ISC).</li></ul>"""
        ),
        callout(
            "pending",
            "Door Brusano aan te vullen",
            """<p>Zetel en ondernemingsnummer, verwerkingsverantwoordelijke en contactpersoon voor
            gegevensbescherming, hostingbedrijf, bewaartermijn van de serverlogboeken.</p>""",
        ),
    ],
)
