from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="accessibility",
    title="Accessibility statement",
    menu_title="Accessibility",
    description="What this site does to be usable by everyone, what is not right yet, and how to tell us.",
    introduction="Everybody must be able to use this site: with an old phone, by keyboard, with a screen reader, without JavaScript, in "
    "large print.",
    body=[
        heading("What we aim at"),
        text(
            """<p>We aim at level AA of the WCAG 2.2 guidelines on all public pages, in French, Dutch and English.</p>"""
        ),
        heading("Where we are"),
        text(
            """<p>This statement was written by the team that builds the site, in November 2026.</p>
            <ul><li>Automatic tests (axe) pass on the public page templates, in the three languages, with nothing
            ignored.</li>
            <li>Search, filters, compass and cards work by keyboard and without JavaScript.</li>
            <li>Text can be enlarged, animations stop when your device asks for it, and a state is never told by
            colour alone.</li></ul>
            <p>No audit has been made yet by an outside body, nor by people with disabilities. Automatic tests find
            only part of the problems: so we do not say that the site complies.</p>"""
        ),
        heading("What is not right yet"),
        text(
            """<ul><li>The <b>map of results</b> works well only with a mouse or a finger. The list holds the same
            services, in the same order.</li>
            <li>The <b>map of the five bassins</b> is schematic. Its links have names; the communes are written under
            it.</li>
            <li>The <b>texts of services</b> sometimes exist in one language only. They are then shown in that
            language, and announced so to screen readers.</li>
            <li><b>Attached documents</b> written by others are not all accessible. Ask us for another version.</li>
            <li>There is no version in <b>sign language</b> and none in <b>easy-to-read</b> yet.</li></ul>"""
        ),
        heading("Does a page stop you? Tell us"),
        text(
            """<p>Write to <a href="mailto:{contact_mail}">{contact_mail}</a>: the address of the page, what you
            wanted to do, what happened. If you need a piece of information at once, ask for it in the same
            message: we will give it to you another way.</p>"""
        ),
        links(link("Other ways to reach us", page="contact")),
        callout(
            "pending",
            "To be completed by Brusano",
            """<p>Time to answer, telephone number for these requests, and the body to appeal to.</p>""",
        ),
    ],
)
