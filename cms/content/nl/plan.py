from cms.content.draft import Draft, callout, documents, heading, link, links, step, steps, text

PAGE = Draft(
    slug="interfederaal-plan",
    title="Het interfederaal plan geïntegreerde zorg en hulp",
    description="Het protocol van 8 november 2023, de acht akkoorden, de drie programma’s en het instrument BelRAI, in enkele "
    "minuten uitgelegd.",
    introduction="Het programma ‘eerste 1000 dagen’ is er een van de eerste stappen van. Dit hebben de overheden beslist, en daarom "
    "gaat het u aan.",
    body=[
        heading("Vanwaar komt dit plan?"),
        text(
            """<p>Wie verschillende problemen tegelijk heeft, komt bij verschillende diensten terecht, en elke dienst
            ziet maar een deel van de situatie. Geïntegreerde hulp en zorg wil het omgekeerde: vertrekken van de
            persoon, en het werk rond die persoon organiseren.</p>
            <p>In 2023 hebben de federale overheid en de deelstaten samen met het werkveld een interfederaal plan
            voorbereid. De Interministeriële Conferentie Volksgezondheid keurde het protocol goed op
            <b>8 november 2023</b>. Het werd gepubliceerd op 26 februari 2024.</p>"""
        ),
        heading("Acht akkoorden"),
        text(
            """<p>De overheden verbinden zich ertoe acht akkoorden uit te voeren, elk binnen haar bevoegdheden:</p>"""
        ),
        steps(
            step("Een gedeeld kader", "<p>Dezelfde woorden en dezelfde doelen voor alle overheden.</p>"),
            step(
                "Structurele samenwerking met een interfederale governance",
                "<p>Een plek waar men samen beslist, en die blijft bestaan.</p>",
            ),
            step(
                "Persoons- en doelgerichte zorg als uitgangspunt",
                "<p>Wat de persoon wil bereiken, stuurt de hulp.</p>",
            ),
            step(
                "De invulling van cruciale concepten van zorg en geïntegreerde begeleiding",
                "<p>Het eens worden over wat begeleiden en coördineren betekent.</p>",
            ),
            step(
                "De organisatie op mesoniveau",
                "<p>Tussen de praktijk en het Gewest: in Brussel zijn dat de zorgzones.</p>",
            ),
            step(
                "Duurzame verankering van goede praktijken",
                "<p>Behouden wat zijn waarde op het terrein heeft bewezen.</p>",
            ),
            step(
                "Digitalisering, met inbegrip van populatiemanagement",
                "<p>Tools die met elkaar praten, en een overzicht van de noden.</p>",
            ),
            step(
                "Financieringsvormen die geïntegreerde zorg stimuleren",
                "<p>Ook de tijd betalen waarin men samenwerkt.</p>",
            ),
        ),
        text("""<p>De titels volgen het plan; de zin onder elke titel is onze lezing.</p>"""),
        heading("Een eerste stap: drie programma’s"),
        text(
            """<p>Drie interfederale programma’s zijn met het werkveld uitgewerkt. Overeenkomsten tussen de federale
            overheid en elke deelstaat voeren ze sinds 2024 uit.</p>
            <ol><li><b>kwetsbare zwangere vrouwen en hun kinderen</b>, van de bevruchting tot het einde van de eerste
            1000 dagen;</li>
            <li><b>mensen in een kwetsbare situatie</b>;</li>
            <li><b>kinderen en jongeren met obesitas</b>.</li></ol>"""
        ),
        links(
            link("Het programma ‘eerste 1000 dagen’", page="programme"),
            link("De twee andere programma’s", page="other_programmes"),
        ),
        heading("BelRAI, in twee woorden"),
        text(
            """<p>BelRAI is een instrument dat de noden van een persoon in kaart brengt. Het is nuttig voor geïntegreerde
            zorg omdat het van die persoon vertrekt: wat kan zij, wat wil zij, wat ontbreekt er. Verschillende
            hulp- en zorgverleners kunnen op dezelfde inschatting voortbouwen.</p>
            <p>Verwar BelRAI niet met BIB: de screening van het programma ‘eerste 1000 dagen’ gebeurt in BIB.</p>"""
        ),
        heading("Het document"),
        documents(
            ("Interfederaal plan geïntegreerde zorg, eindrapport van 8 november 2023", "Brusano plaatst het hier.")
        ),
        heading("Verder lezen"),
        links(
            link(
                "Het protocol van 8 november 2023",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="De gepubliceerde tekst; de Nederlandse versie staat er ook",
                language="fr",
            ),
            link(
                "De Interministeriële Conferentie Volksgezondheid",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
                language="fr",
            ),
            link(
                "RIZIV: interfederaal plan geïntegreerde zorg",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                language="fr",
            ),
        ),
        callout(
            "pending",
            "Aan te vullen",
            """<p>Het adres van het BeCare-nummer van maart 2024 over het plan is niet teruggevonden.</p>""",
        ),
    ],
)
