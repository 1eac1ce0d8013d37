from cms.content.draft import Draft, callout, documents, heading, link, links, step, steps, text

PAGE = Draft(
    slug="interfederal-plan",
    title="The interfederal plan for integrated help and care",
    description="The protocol of 8 November 2023, its eight accords, its three programmes and the BelRAI instrument, explained in "
    "a few minutes.",
    introduction="The programme “first 1000 days” is one of its first steps. This is what the authorities decided, and why it "
    "concerns you.",
    body=[
        heading("Where does this plan come from?"),
        text(
            """<p>Somebody who has several problems at once meets several services, and each of them sees only a part of
            the situation. Integrated help and care want the opposite: to start from the person, and to organise the
            work around her.</p>
            <p>In 2023 the federal authority and the federated entities prepared an interfederal plan together, with
            people from the field. The Interministerial Conference on Public Health approved its protocol on
            <b>8 November 2023</b>. It was published on 26 February 2024.</p>"""
        ),
        heading("Eight accords"),
        text("""<p>The authorities undertake to carry out eight accords, each within its own powers:</p>"""),
        steps(
            step(
                "A common frame for integrated help and care",
                "<p>The same words and the same aims for all authorities.</p>",
            ),
            step(
                "Structural cooperation with interfederal governance",
                "<p>A place where decisions are made together, and that lasts.</p>",
            ),
            step(
                "Care centred on the person and on her goals as the starting point",
                "<p>What the person wants to reach guides the help.</p>",
            ),
            step(
                "The meaning of the essential concepts of care and of integrated support",
                "<p>To agree on what is meant by supporting and coordinating.</p>",
            ),
            step(
                "Organisation at the meso level",
                "<p>Between the practice and the Region: in Brussels, these are the bassins.</p>",
            ),
            step(
                "Good practice that exists is anchored for good",
                "<p>To keep what has proved itself in the field.</p>",
            ),
            step(
                "Digitalisation, including population health management",
                "<p>Tools that talk to each other, and a view of all the needs.</p>",
            ),
            step(
                "Forms of funding that encourage integrated help and care",
                "<p>To pay also for the time spent working together.</p>",
            ),
        ),
        text(
            """<p>There is no official English text: the titles are our translation, the sentence after each our reading.</p>"""
        ),
        heading("A first step: three programmes"),
        text(
            """<p>Three interfederal programmes were worked out with people from the field. Conventions between the
            federal authority and each entity have carried them out since 2024.</p>
            <ol><li><b>vulnerable pregnant women and their children</b>, from conception to the end of the first
            1000 days;</li>
            <li><b>people in a vulnerable situation</b>;</li>
            <li><b>children and adolescents with obesity</b>.</li></ol>"""
        ),
        links(
            link("The programme “first 1000 days”", page="programme"),
            link("The two other programmes", page="other_programmes"),
        ),
        heading("BelRAI in a few words"),
        text(
            """<p>BelRAI is an instrument that assesses a person’s needs. It serves integrated care because it starts
            from the person: what she can do, what she wishes, what she lacks. Several professionals can build on the
            same assessment.</p>
            <p>Do not confuse BelRAI and BIB: the screening of the programme “first 1000 days” is done in BIB.</p>"""
        ),
        heading("The document"),
        documents(
            (
                "Interfederal plan for integrated care, final report of 8 November 2023",
                "In French. Brusano puts it here.",
            )
        ),
        heading("To read further"),
        links(
            link(
                "The protocol of 8 November 2023, in French",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="The published text; the Dutch version is there too",
                language="fr",
            ),
            link(
                "The Interministerial Conference on Public Health, in French",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
                language="fr",
            ),
            link(
                "INAMI/RIZIV: interfederal plan for integrated care, in French",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                language="fr",
            ),
        ),
        callout(
            "pending",
            "To be completed",
            """<p>The address of the March 2024 issue of BeCare, about the plan, has not been found again.</p>""",
        ),
    ],
)
