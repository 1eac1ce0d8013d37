from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="the-two-other-programmes",
    title="The two other interfederal programmes",
    description="The programmes for people in a vulnerable situation and for children and adolescents with obesity: what is known "
    "of them.",
    introduction="The interfederal plan began with three programmes. That of the first 1000 days has its own page; here are the two "
    "others.",
    body=[
        heading("People in a vulnerable situation"),
        text(
            """<p>This programme is for adults whose situation calls for several kinds of help at once. Like the two
            others, it wants help and care to be coordinated around the person.</p>"""
        ),
        callout(
            "pending",
            "To be completed by Brusano",
            """<p>For whom exactly, the services, the providers and the date of its start in Brussels have not been
            gathered here yet.</p>""",
        ),
        heading("Children and adolescents with obesity"),
        text(
            """<p>This programme organises, around the child and with the family, help that brings several disciplines
            together.</p>"""
        ),
        callout(
            "pending",
            "To be completed by Brusano",
            """<p>The conditions, the services and the centres that take part in Brussels have not been gathered here
            yet.</p>""",
        ),
        heading("What the three have in common"),
        text(
            """<ul><li>they come from the protocol of 8 November 2023;</li>
            <li>they were worked out with people from the field;</li>
            <li>a convention between the federal authority and each entity carries them out.</li></ul>
            <p>More than one programme may concern a pregnant woman or her child: talk about it with the coordination
            team of your bassin.</p>"""
        ),
        links(
            link("The interfederal plan", page="plan"),
            link("Contact Brusano and your bassin", page="contact"),
            link(
                "INAMI/RIZIV: interfederal plan for integrated care, in French",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                language="fr",
            ),
        ),
    ],
)
