from cms.content.draft import Draft, accordion, callout, figures, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="the-programme",
    title="The programme “first 1000 days”",
    menu_title="The programme",
    description="Aim, objectives, the BIB tool, the four services and their limits, becoming a provider, Brusano’s role: the "
    "perinatal programme “first 1000 days” in Brussels.",
    introduction="Care and support for pregnant women, for the child and for the family around them, from conception to the day "
    "before the second birthday.",
    body=[
        figures(
            ("1000 days", "from conception to the day before the second birthday"),
            ("15 indicators", "gone through at the screening, in the BIB tool"),
            ("4 services", "entirely free for the woman"),
            ("5 bassins", "territories of help and care where the network meets"),
        ),
        heading("The aim and the three objectives"),
        text(
            """<p>Some women go through a difficult pregnancy without anybody reaching them in time. The programme
            wants them to have real access to care and help, and support to be integrated and continuous during the
            first 1000 days.</p>
            <p>Its full name in French is <span lang="fr">Soins et accompagnement des femmes enceintes, des enfants et de la
            famille qui les entoure lors des premiers 1000 jours</span>; there is no official English name. It has three
            objectives:</p>
            <ol><li>to <b>notice early</b> what makes a woman psychologically or socially vulnerable;</li>
            <li>to <b>give quick access</b> to the help that exists;</li>
            <li>to make the disciplines around the woman and her family <b>work together</b>.</li></ol>"""
        ),
        heading("The logic, from first contact to support"),
        steps(
            step(
                "Go to her",
                """<p>Anybody in the social or health field who meets a pregnant woman can tell her about the programme and send her
                to a screening.</p>""",
            ),
            step(
                "See together how things are",
                """<p>A provider of the programme does the screening: a talk around 15 indicators, among them housing, social support
                and domestic violence. The answers go into the BIB tool.</p>""",
            ),
            step(
                "Read the outcome",
                """<p>BIB gives one of three scenarios: 0, A or B. The scenario determines which services are open to her.</p>""",
            ),
            step(
                "Stay beside her",
                """<p>Prenatal advice, coordination, multidisciplinary meeting: the services that open are entirely free. The
                “ordinary” help of the neighbourhood stays open to every woman, whatever the outcome.</p>""",
            ),
        ),
        heading("The BIB tool"),
        text(
            """<p>BIB (Born in Belgium Professionals) is a digital platform for professionals of help and care only.
            Its questionnaire covers 15 indicators of the pregnant woman’s psychological and social situation. She
            does not fill it in alone: it is a talk, and it requires that she has been well informed and has given
            her consent.</p>
            <p>The four services go through BIB. The non-profit Together we Care hosts the platform; INAMI/RIZIV, the
            health insurance institute, pays for the licence. Do not confuse it with bornin.brussels, an information
            site for the public.</p>"""
        ),
        live("indicators"),
        links(
            link(
                "Born in Belgium Professionals (BIB), in French",
                address="https://www.borninbelgiumpro.be/fr/",
                note="What the tool is, frequent questions, access for professionals",
                language="fr",
            ),
            link(
                "Born in Belgium Professionals, in Dutch", address="https://www.borninbelgiumpro.be/nl/", language="nl"
            ),
        ),
        heading("After the screening: the scenarios"),
        text(
            """<p>Scenario 0, A or B is the outcome of the questionnaire. BIB computes it: Maillage computes no score,
            asks no answer of the questionnaire and keeps no outcome.</p>
            <p>A scenario is not a judgement on the woman. It only says which services the programme pays for at that
            moment; a new situation may be a reason to talk about it again.</p>"""
        ),
        live("scenarios"),
        heading("The four services and their limits"),
        text(
            """<p>The limits below are reminders. Always check in BIB what has already been done: Maillage counts nothing.</p>"""
        ),
        live("prestations"),
        heading("For whom?"),
        text(
            """<ul><li>The <b>screening</b> is for all pregnant people, from the start of the pregnancy to 7 days
            after the birth.</li>
            <li>The <b>three other services</b> are for vulnerable pregnant women, depending on the outcome of the
            screening.</li>
            <li>The programme also benefits the <b>child, up to the day before the second birthday</b>, and the
            <b>family</b> around them.</li></ul>"""
        ),
        heading("Becoming a provider in three steps"),
        text(
            """<p>To give the services and be paid for them, you need all three. They are separate steps: being recognised by another
            authority (COCOM/GGC, COCOF, VGC, ONE, Opgroeien…) replaces none of them.</p>"""
        ),
        steps(
            step(
                "Be accredited by INAMI/RIZIV",
                """<p>Payment depends on this accreditation. Procedure for this programme: to be completed.</p>""",
                link(
                    "INAMI/RIZIV: interfederal plan for integrated care, in French",
                    address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                    language="fr",
                ),
            ),
            step(
                "Sign a convention with BIBPro",
                """<p>The convention gives access to the BIB tool, through which the four services go. In an organisation, one person
                manages access; independent practitioners turn to the BIB team.</p>""",
                link("Ask for access to BIB, in French", address="https://www.borninbelgiumpro.be/fr/", language="fr"),
            ),
            step(
                "Register on the billing platform",
                """<p>The programme’s services are billed on a platform of their own. Address and instructions: to be completed.</p>""",
            ),
        ),
        heading("Not a provider? You count too"),
        text(
            """<p>Schools, associations, CPAS/OCMW, neighbourhood houses, youth services, baby clinics, reception
            centres: you often see the woman before anybody else. The programme invites everyone in the social and
            health field who is in contact with pregnant women to take part, in two ways:</p>
            <ul><li><b>reach out</b> to women whom nobody follows yet and talk to them about the screening;</li>
            <li><b>guide</b> her to the right service: a provider who screens, or the help she needs today.</li></ul>
            <p>You need neither a convention nor an account to search, call or print a sheet.</p>"""
        ),
        links(
            link("The compass: who can meet her?", tool="search:boussole", note="Four questions, nothing is kept"),
            link("Find a service", tool="search:page", note="By bassin, need, language"),
            link("Are you pregnant?", page="pregnant", note="The page to read with her, in plain words"),
        ),
        heading("Brusano’s role"),
        text(
            """<p>In Brussels, Brusano has the task to:</p>
            <ul><li><b>make</b> the programme <b>known</b>;</li>
            <li>open <b>places for discussion in each bassin</b>;</li>
            <li>bring about <b>collaboration agreements</b> in the five bassins;</li>
            <li><b>make roles clear</b>: who screens, who accompanies, who coordinates.</li></ul>"""
        ),
        links(link("Contact Brusano and your bassin", page="contact")),
        heading("Frame and funding"),
        text(
            """<p>The programme is co-financed by INAMI/RIZIV and the regions. It is one of the first three programmes
            of the interfederal plan for integrated help and care, whose protocol the Interministerial Conference
            on Public Health approved on 8 November 2023. The two others are about people in a vulnerable
            situation, and about children and adolescents with obesity.</p>"""
        ),
        links(
            link(
                "The protocol of 8 November 2023, in French",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="Published on 26 February 2024",
                language="fr",
            ),
            link(
                "The Interministerial Conference on Public Health, in French",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
                language="fr",
            ),
        ),
        heading("Frequent questions"),
        accordion(
            (
                "Does Maillage replace BIB?",
                """<p>No. BIB holds the questionnaire and its outcome. Maillage says who does what, where, in which languages and
                whether there is room. Never enter here what belongs in BIB.</p>""",
            ),
            (
                "Does the woman have to pay anything?",
                """<p>No: the four services are entirely free. For a woman without health insurance the rule is still to be confirmed:
                ask the service before the appointment.</p>""",
            ),
            (
                "Must she choose a service of her own bassin?",
                """<p>No. A bassin is a frame for cooperation between professionals, not a border: she goes where she likes.</p>""",
            ),
            (
                "May I do the screening without a BIB convention?",
                """<p>No. Without one you can tell the woman about the programme and send her to a service that screens: the compass
                tells you which.</p>""",
            ),
        ),
        heading("What is still to be completed"),
        callout(
            "pending",
            "Not public yet, or not found yet",
            """<ul><li>two of BIB’s 15 present indicators;</li><li>the exact table linking scenarios and services;</li>
            <li>the INAMI/RIZIV procedure for this programme and the billing platform;</li><li>the amounts.</li></ul>
            <p>We prefer a blank to a mistake. Do you know? Write to us.</p>""",
        ),
        links(link("Write to us", page="contact")),
    ],
)
