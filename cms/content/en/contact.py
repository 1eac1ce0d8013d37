from cms.content.draft import Draft, callout, heading, link, links, live, text

PAGE = Draft(
    slug="contact",
    title="Contact",
    menu_title="",
    description="Write to Brusano, reach the coordination team of your bassin, report a mistake in the directory.",
    introduction="A question about the directory, the programme or your bassin? This is whom to ask.",
    body=[
        callout(
            "safety",
            "Does a woman need help now?",
            """<p>Do not write: call. <a href="tel:112"><b>112</b></a> for a medical emergency, <a
            href="tel:101"><b>101</b></a> for the police.</p>""",
        ),
        links(link("All help lines", tool="directory:help_lines")),
        heading("The directory and this site"),
        text(
            """<p>Write to <a href="mailto:{contact_mail}">{contact_mail}</a>, in French or Dutch if you can. Never
            put a woman’s name or situation in it.</p>
            <ul><li><b>Is there a mistake on a card?</b> Use “Report a mistake” at the bottom of the card.</li>
            <li><b>Is your service missing?</b> Give us its name, its commune and a number where we can reach
            you.</li>
            <li><b>Is a page hard for you to use?</b> Tell us what stops you: we will look for another way with
            you.</li></ul>"""
        ),
        heading("Your bassin"),
        text("""<p>In each bassin a coordination team keeps the network alive.</p>"""),
        live("bassins"),
        heading("Brusano"),
        callout(
            "pending",
            "To be completed by Brusano",
            """<p>Postal address, telephone number, hours of the helpdesk for professionals.</p>""",
        ),
        heading("The BIB tool"),
        text(
            """<p>For access, a convention or a technical problem in BIB, turn to the team of Born in Belgium Professionals.</p>"""
        ),
        links(
            link(
                "Born in Belgium Professionals, in French", address="https://www.borninbelgiumpro.be/fr/", language="fr"
            )
        ),
    ],
)
