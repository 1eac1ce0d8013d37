from cms.content.draft import Draft, heading, question

PAGE = Draft(
    slug="veelgestelde-vragen",
    title="Veelgestelde vragen",
    description="Het programma, doorverwijzen, de gids: de vragen die we het vaakst krijgen, met korte antwoorden.",
    introduction="Korte antwoorden voor hulp- en zorgverleners. Ontbreekt er een vraag? Schrijf ons.",
    body=[
        heading("Het programma"),
        question(
            "Wie mag de screening doen?",
            """<p>Een verstrekker die door het RIZIV erkend is, met een BIBPro-overeenkomst. De fiches van de gids zeggen het:
            ‘doet de screening’.</p>""",
        ),
        question(
            "Tot wanneer kan de screening gebeuren?",
            """<p>Van het begin van de zwangerschap tot 7 dagen na de geboorte. Hoe vroeger hoe beter: dan blijft er tijd om te
            helpen.</p>""",
        ),
        question(
            "Moet de vrouw toestemming geven?",
            """<p>Ja, vóór de vragenlijst en na duidelijke uitleg. Zij mag nee zeggen, en van mening veranderen, zonder de gewone
            hulp te verliezen.</p>""",
        ),
        question(
            "Ik ben geen verstrekker. Wat kan ik doen?",
            """<p>De vrouwen die u ontmoet over het programma vertellen, en hen doorverwijzen naar een dienst die screent. U hebt
            geen account en geen overeenkomst nodig.</p>""",
        ),
        heading("Doorverwijzen"),
        question(
            "Waar begin ik met een vrouw die ik niet ken?",
            """<p>Bij het kompas: vier vragen, zonder naam of nummer. Het toont wie haar kan ontvangen, dicht bij huis en in haar
            taal.</p>""",
        ),
        question(
            "De dienst is volzet. En nu?",
            """<p>Zoek een andere in een zorgzone ernaast: een zorgzone is geen grens. Lukt dat niet, bel dan het coördinatieteam
            van uw zorgzone.</p>""",
        ),
        question(
            "Zij heeft vanavond hulp nodig.",
            """<p>Open de hulplijnen: daar antwoordt men meteen. Bij gevaar belt u de <a href="tel:112">112</a>.</p>""",
        ),
        question(
            "Kan ik haar iets op papier meegeven?",
            """<p>Ja. Bewaar tot zes diensten, kies haar taal en druk het blad af. Het is discreet: niets zegt waarom zij het
            bij zich heeft.</p>""",
        ),
        heading("De gids"),
        question(
            "Er staat een fout op een fiche.",
            """<p>Gebruik ‘Een fout melden’ onderaan de fiche. Het coördinatieteam kijkt het na en verbetert.</p>""",
        ),
        question(
            "Wat bewaart u van onze zoekvragen?",
            """<p>Niets. Geen account, geen cookie. Wat gevoelig is, komt nooit in het adres van een pagina.</p>""",
        ),
        question(
            "Waarom hebben sommige diensten geen adres?",
            """<p>Hun adres is vertrouwelijk, om de vrouwen te beschermen die er wonen. Bel: de dienst legt uit hoe men er
            komt.</p>""",
        ),
    ],
)
