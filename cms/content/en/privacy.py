from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="privacy",
    title="Privacy and legal notice",
    menu_title="Privacy",
    description="No cookie, no tracking: what this site keeps, what it does not keep, and your rights.",
    introduction="In short: public pages set no cookie, do not track you and call no other site.",
    body=[
        heading("When you read the site"),
        text(
            """<ul><li><b>No cookie</b>, no storage in your browser, no tracking, no advertising.</li>
            <li><b>Nothing comes from elsewhere</b>: type, images and maps are on this site. Your search is sent to
            nobody. If the site asks another one about an address that it does not know, that is written under the field
            for the place: only that place is sent, with nothing that says who asks.</li>
            <li><b>Your questions are not kept.</b> Neither the search nor the compass remembers what you asked. When
            a question touches a delicate subject, it does not appear in the address of the page.</li>
            <li><b>Your position</b> is read only if you click to ask for it. It is not kept.</li>
            <li>To limit abuse, the site counts requests from one address. The address is replaced by a fingerprint
            that changes every day.</li>
            <li>The site counts how often each page is read in a day: numbers, with no address and nothing about who reads.</li></ul>
            <p>Your browser does keep the history of the pages you opened. Erase it if somebody else uses your
            device.</p>"""
        ),
        heading("When you register for an event or for the newsletter"),
        text(
            """<p><b>Event</b>: your name, your e-mail address, your kind of actor, the bassin where you work and,
            if you give it, your organisation. They serve for this event and are erased 30 days after it (after three days
            if you do not confirm by mail); only numbers stay.</p>
            <p><b>Newsletter</b>: your e-mail address, your language and your bassins. You are subscribed only once you
            have confirmed by mail; without that the address is erased after three days. Whoever leaves is erased at once.
            Nothing tells who opened a mail or followed a link. What was sent to whom is forgotten after a month.</p>
            <p><b>Mails that come back</b>: when a mailbox refuses our mails for good, we keep its address and the code of the
            refusal, for a year at most, so as to write there no more; on request we erase it sooner.</p>
            <p><b>An error reported on a card</b>: your e-mail address, if you give it, serves to send you the answer and is
            erased 30 days after it, at the latest a year after the report. The report is erased a year after the
            answer.</p>"""
        ),
        heading("When you have a professional account"),
        text(
            """<p>We keep your e-mail address, your name, your language, the organisation you act for and the
            fingerprint of your password. A session cookie recognises you from page to page; it disappears when you
            close the browser or log out. A second one protects the forms. A third one, which stays half a
            year, says to the login page alone that you have come in with this browser before, without your name: so
            nobody who guesses passwords from the same address keeps you out. These cookies are indispensable: that is
            why no banner asks you about them.</p>
            <p>When you change a card, we keep who changed what and when, so that a mistake can be put right. What
            Brusano notes of a call or a visit to your organisation is erased after two years; that there was one
            stays.</p>"""
        ),
        heading("What the directory holds"),
        text(
            """<p>Professional information about organisations and independent practitioners: name, address, contacts,
            hours, languages, role in the programme. It comes from the services themselves or from public sources.
            The address of a confidential place is kept nowhere.</p>
            <p>The directory holds <b>no information about the women</b> who get help: no name, no national number, no
            outcome of a screening.</p>"""
        ),
        heading("Your rights"),
        text(
            """<p>You may ask to see, correct or erase what concerns you, or object to it. Write to <a
            href="mailto:{contact_mail}">{contact_mail}</a>. You may also complain to the Data Protection
            Authority.</p>"""
        ),
        links(
            link(
                "Data Protection Authority, in French",
                address="https://www.autoriteprotectiondonnees.be/",
                language="fr",
            ),
        ),
        heading("Publisher, licences and sources"),
        text(
            """<ul><li>Publisher: Brusano asbl/vzw, a pluralist and bicommunity service.</li>
            <li>Software: Maillage, under the EUPL 1.2 licence.</li>
            <li>Outlines of the communes: open data of Statbel, through BNOSAC (CC BY 2.0). Schematic division into
            bassins: also the judicial cantons of NGI/IGN (CC BY 4.0).</li>
            <li>Typeface: Atkinson Hyperlegible Next (OFL). Icons: Lucide (ISC).</li></ul>"""
        ),
        callout(
            "pending",
            "To be completed by Brusano",
            """<p>Registered office and enterprise number, controller and contact person for data protection, hosting
            company, how long the server’s logs are kept.</p>""",
        ),
    ],
)
