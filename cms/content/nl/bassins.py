from cms.content.draft import Draft, callout, heading, link, links, text

NAMES = {
    "nord": ("Zorgzone Noord", "noord"),
    "nord-est": ("Zorgzone Noord-Oost", "noord-oost"),
    "centre-ouest": ("Zorgzone Centrum-West", "centrum-west"),
    "sud": ("Zorgzone Zuid", "zuid"),
    "sud-est": ("Zorgzone Zuid-Oost", "zuid-oost"),
}
WHERE = {
    "nord": "Sint-Agatha-Berchem, Ganshoren, Jette, Koekelberg, en van de Stad Brussel Laken, Neder-Over-Heembeek en Haren.",
    "nord-est": "Evere, Schaarbeek en Sint-Joost-ten-Node.",
    "centre-ouest": "Anderlecht, Sint-Jans-Molenbeek en het centrum van de Stad Brussel.",
    "sud": "Vorst, Elsene, Sint-Gillis, Ukkel, Watermaal-Bosvoorde en een deel van de Stad Brussel.",
    "sud-est": "Oudergem, Etterbeek, Sint-Lambrechts-Woluwe en Sint-Pieters-Woluwe.",
}


def _page(code: str) -> Draft:
    name, place = NAMES[code]
    return Draft(
        slug=f"zorgzone-{place}",
        title=name,
        description=f"{name}: wie screent, wie begeleidt, wie coördineert, wie u belt en wat er op til is.",
        introduction=WHERE[code],
        body=[
            heading("Waartoe dient een zorgzone?"),
            text(
                """<p>Een zorgzone brengt de actoren van de welzijns- en gezondheidssector samen van een gebied met 200.000 tot
                300.000 inwoners. Zij leren er elkaar kennen, leggen samen wat het terrein ziet en zoeken samen naar
                antwoorden.</p>
                <p>Het is geen grens: elke vrouw kiest de dienst die zij wil, waar zij wil.</p>"""
            ),
            heading("Het coördinatieteam"),
            text(
                """<p>Weet u niet naar wie u kunt doorverwijzen? Zoekt u een partner, een ontmoeting, raad? Het coördinatieteam
                van de zorgzone kent het netwerk en zoekt samen met u.</p>"""
            ),
            callout(
                "pending",
                "Door Brusano aan te vullen",
                """<p>De namen, functies en nummers van het team, en de uren van de helpdesk.</p>""",
            ),
            links(
                link("Wie doet wat? De actoren verklaard", page="actors"),
                link("Brusano schrijven", page="contact"),
            ),
        ],
    )


PAGES = {f"bassin_{code}": _page(code) for code in NAMES}
