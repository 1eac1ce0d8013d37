from cms.content.draft import Draft, accordion, callout, figures, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="het-programma",
    title="Het programma ‘eerste 1000 dagen’",
    menu_title="Het programma",
    description="Doel, doelstellingen, de BIB-tool, de vier verstrekkingen en hun grenzen, verstrekker worden, de rol van Brusano: "
    "het perinatale programma ‘eerste 1000 dagen’ in Brussel.",
    introduction="Zorg en begeleiding voor zwangere vrouwen, voor het kind en voor het gezin errond, van de bevruchting tot de dag "
    "voor de tweede verjaardag.",
    body=[
        figures(
            ("1000 dagen", "van de bevruchting tot de dag voor de tweede verjaardag"),
            ("15 indicatoren", "overlopen tijdens de screening, in de BIB-tool"),
            ("4 verstrekkingen", "volledig gratis voor de vrouw"),
            ("5 zorgzones", "waar het netwerk elkaar ontmoet"),
        ),
        heading("Het doel en de drie doelstellingen"),
        text(
            """<p>Sommige vrouwen maken een moeilijke zwangerschap door zonder dat iemand hen op tijd bereikt. Het
            programma wil dat zij echt toegang krijgen tot zorg en hulp, en dat de steun geïntegreerd en doorlopend
            is tijdens de eerste 1000 dagen.</p>
            <p>De volledige Franse naam is <span lang="fr">Soins et accompagnement des femmes enceintes, des enfants et de la
            famille qui les entoure lors des premiers 1000 jours</span>; de officiële Nederlandse naam is nog aan te
            vullen. Het programma heeft drie doelstellingen:</p>
            <ol><li>psychosociale kwetsbaarheid <b>vroeg opmerken</b>;</li>
            <li><b>snel toegang geven</b> tot de hulp die er is;</li>
            <li>de disciplines rond de vrouw en haar gezin <b>doen samenwerken</b>.</li></ol>"""
        ),
        heading("De logica, van het eerste contact tot de steun"),
        steps(
            step(
                "Naar haar toe gaan",
                """<p>Iedereen uit de welzijns- en gezondheidssector die een zwangere vrouw ontmoet, kan haar over het programma
                vertellen en haar naar een screening doorverwijzen.</p>""",
            ),
            step(
                "Samen de situatie overlopen",
                """<p>Een verstrekker van het programma doet de screening: een gesprek rond 15 indicatoren, waaronder huisvesting,
                sociale steun en partner- of huiselijk geweld. De antwoorden komen in de BIB-tool.</p>""",
            ),
            step(
                "Het resultaat lezen",
                """<p>BIB geeft een van de drie scenario’s: 0, A of B. Het scenario bepaalt tot welke verstrekkingen zij toegang
                heeft.</p>""",
            ),
            step(
                "Blijven steunen",
                """<p>Prenataal advies, coördinatie, overleg: de verstrekkingen die openstaan, zijn volledig gratis. De ‘gewone’
                hulp in de buurt blijft voor alle vrouwen open, wat het resultaat ook is.</p>""",
            ),
        ),
        heading("De BIB-tool"),
        text(
            """<p>BIB (Born in Belgium Professionals) is een digitaal platform voor hulp- en zorgverleners alleen. De
            vragenlijst gaat over 15 indicatoren van de psychosociale situatie van de zwangere vrouw. De vrouw vult
            hem niet alleen in: het is een gesprek, en dat kan pas als zij goed is ingelicht en haar toestemming
            heeft gegeven.</p>
            <p>De vier verstrekkingen verlopen via BIB. De vzw Together we Care host het platform; het RIZIV betaalt
            de licentie. Verwar het niet met bornin.brussels, een informatiesite voor het publiek.</p>"""
        ),
        live("indicators"),
        links(
            link(
                "Born in Belgium Professionals (BIB)",
                address="https://www.borninbelgiumpro.be/nl/",
                note="Voorstelling van de tool, veelgestelde vragen, toegang voor professionals",
            ),
            link(
                "Born in Belgium Professionals, in het Frans",
                address="https://www.borninbelgiumpro.be/fr/",
                language="fr",
            ),
        ),
        heading("Na de screening: de scenario’s"),
        text(
            """<p>Scenario 0, A of B is het resultaat van de vragenlijst. BIB berekent het: Maillage berekent geen
            enkele score, vraagt geen enkel antwoord uit de vragenlijst en bewaart geen enkel resultaat.</p>
            <p>Een scenario is geen oordeel over de vrouw. Het zegt alleen welke verstrekkingen het programma op dat
            moment voor haar financiert; een nieuwe situatie kan een reden zijn om er opnieuw over te praten.</p>"""
        ),
        live("scenarios"),
        heading("De vier verstrekkingen en hun grenzen"),
        text(
            """<p>De grenzen hieronder zijn geheugensteuntjes. Kijk altijd in BIB na wat er al gebeurd is: Maillage telt niets.</p>"""
        ),
        live("prestations"),
        heading("Voor wie?"),
        text(
            """<ul><li>De <b>screening</b> is er voor alle zwangere personen, van het begin van de zwangerschap tot 7
            dagen na de geboorte.</li>
            <li>De <b>drie andere verstrekkingen</b> zijn er voor kwetsbare zwangere vrouwen, volgens het resultaat
            van de screening.</li>
            <li>Het programma komt ook ten goede aan het <b>kind, tot de dag voor de tweede verjaardag</b>, en aan het
            <b>gezin</b> errond.</li></ul>"""
        ),
        heading("Verstrekker worden in drie stappen"),
        text(
            """<p>Wie de verstrekkingen wil uitvoeren en ervoor betaald wil worden, heeft ze alle drie nodig. Het zijn
            drie aparte stappen: een erkenning door een andere overheid (GGC, COCOF, VGC, ONE, Opgroeien…) vervangt
            er geen enkele.</p>"""
        ),
        steps(
            step(
                "Erkend zijn door het RIZIV",
                """<p>De RIZIV-erkenning is een voorwaarde om betaald te worden. Procedure voor dit programma: nog aan te vullen.</p>""",
                link(
                    "RIZIV: interfederaal plan geïntegreerde zorg, in het Frans",
                    address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                    language="fr",
                ),
            ),
            step(
                "Een overeenkomst met BIBPro sluiten",
                """<p>De overeenkomst geeft toegang tot de BIB-tool, waarlangs de vier verstrekkingen verlopen. In een organisatie
                beheert één persoon de toegangen; zelfstandigen kloppen aan bij het BIB-team.</p>""",
                link("Toegang tot BIB vragen", address="https://www.borninbelgiumpro.be/nl/"),
            ),
            step(
                "Zich inschrijven op het facturatieplatform",
                """<p>De verstrekkingen van het programma worden gefactureerd op een eigen platform. Adres en handleiding: nog aan te
                vullen.</p>""",
            ),
        ),
        heading("Geen verstrekker? U telt ook mee"),
        text(
            """<p>Scholen, verenigingen, OCMW’s, buurthuizen, jeugddiensten, consultatiebureaus, opvangcentra: u ziet
            de vrouw vaak eerder dan wie ook. Het programma nodigt alle actoren van de welzijns- en
            gezondheidssector die in contact komen met zwangere vrouwen uit om mee te doen, op twee manieren:</p>
            <ul><li><b>naar de vrouwen toe gaan</b> die nog door niemand opgevolgd worden, en met hen over de
            screening praten (<i>outreaching</i>);</li>
            <li><b>doorverwijzen</b> naar de juiste dienst: een verstrekker die screent, of de hulp die zij vandaag
            nodig heeft.</li></ul>
            <p>U hebt geen overeenkomst en geen account nodig om te zoeken, te bellen of een blad af te drukken.</p>"""
        ),
        links(
            link(
                "Het kompas: wie kan haar ontmoeten?", tool="search:boussole", note="Vier vragen, niets wordt bewaard"
            ),
            link("Een dienst zoeken", tool="search:page", note="Per zorgzone, nood, taal"),
            link(
                "Bent u zwanger?", page="pregnant", note="De pagina om samen met haar te lezen, in eenvoudige woorden"
            ),
        ),
        heading("De rol van Brusano"),
        text(
            """<p>In Brussel kreeg Brusano de opdracht om:</p>
            <ul><li>het programma <b>bekend te maken</b>;</li>
            <li>in elke zorgzone <b>ruimte voor overleg</b> te scheppen;</li>
            <li><b>samenwerkingsakkoorden</b> tot stand te brengen in de vijf zorgzones;</li>
            <li>de <b>rollen te verduidelijken</b>: wie screent, wie begeleidt, wie coördineert.</li></ul>"""
        ),
        links(link("Contact met Brusano en uw zorgzone", page="contact")),
        heading("Het kader en de financiering"),
        text(
            """<p>Het programma wordt samen gefinancierd door het RIZIV en de gewesten. Het is een van de eerste drie
            programma’s van het interfederale plan geïntegreerde zorg en hulp. De Interministeriële Conferentie
            Volksgezondheid keurde het protocol goed op 8 november 2023. De twee andere programma’s gaan over
            mensen in een kwetsbare situatie, en over kinderen en jongeren met obesitas.</p>"""
        ),
        links(
            link(
                "Het protocol van 8 november 2023, in het Frans",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="Bekendgemaakt op 26 februari 2024; de Nederlandse versie staat op dezelfde site",
                language="fr",
            ),
            link(
                "De Interministeriële Conferentie Volksgezondheid, in het Frans",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
                language="fr",
            ),
        ),
        heading("Veelgestelde vragen"),
        accordion(
            (
                "Komt Maillage in de plaats van BIB?",
                """<p>Nee. In BIB staan de vragenlijst en het resultaat. Maillage zegt wie wat doet, waar, in welke talen en of er
                plaats is. Zet hier nooit wat in BIB hoort.</p>""",
            ),
            (
                "Moet de vrouw iets betalen?",
                """<p>Nee: de vier verstrekkingen zijn volledig gratis. Voor een vrouw zonder ziekteverzekering moet de regel nog
                bevestigd worden: vraag het aan de dienst voor de afspraak.</p>""",
            ),
            (
                "Moet zij een dienst uit haar zorgzone kiezen?",
                """<p>Nee. De zorgzone is een kader voor samenwerking tussen professionals, geen grens: zij gaat waar zij wil.</p>""",
            ),
            (
                "Mag ik screenen zonder BIB-overeenkomst?",
                """<p>Nee. Zonder overeenkomst kunt u de vrouw over het programma vertellen en haar doorverwijzen naar een dienst die
                screent: het kompas zegt u welke.</p>""",
            ),
        ),
        heading("Wat nog aan te vullen is"),
        callout(
            "pending",
            "Nog niet openbaar, of nog niet gevonden",
            """<ul><li>twee van de 15 huidige indicatoren van BIB;</li><li>de juiste tabel die scenario’s en
            verstrekkingen verbindt;</li>
            <li>de RIZIV-procedure voor dit programma en het facturatieplatform;</li><li>de bedragen.</li></ul>
            <p>Liever een leegte dan een fout. Weet u het? Schrijf ons.</p>""",
        ),
        links(link("Ons schrijven", page="contact")),
    ],
)
