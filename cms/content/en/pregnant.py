from cms.content.draft import Draft, accordion, callout, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="are-you-pregnant",
    title="Are you pregnant?",
    menu_title="Pregnant?",
    description="Pregnant in Brussels? A first talk, free and in your language, to see together how things are. You decide.",
    introduction="You are not alone. In Brussels there are people who will listen to you and help you, during the pregnancy and after "
    "the birth. It is free.",
    body=[
        callout(
            "safety",
            "In danger now?",
            """<p>Call <a href="tel:112"><b>112</b></a> (ambulance, fire brigade) or <a href="tel:101"><b>101</b></a> (police). It is
            free, day and night.</p>
            <p>Is somebody looking at your screen? The button “Leave quickly” opens another site at once.</p>""",
        ),
        heading("A first talk, to see how things are"),
        text(
            """<p>You meet a person who knows a lot about pregnancy: a midwife, a doctor, a social worker… Together
            you talk about your health, your home, money, your family, your worries. Then you look together for
            what can help you.</p>
            <p>You can ask for this talk from the start of the pregnancy, and until 7 days after the birth.</p>"""
        ),
        heading("How do I get this talk?"),
        steps(
            step(
                "Choose whom to talk to",
                """<p>The compass shows who can meet you, near your home and in your language. It does not ask your name.</p>""",
                link("Open the compass", tool="search:boussole"),
            ),
            step(
                "Call",
                """<p>You can say: “Hello, I am pregnant. I would like a talk of the programme ‘first 1000 days’.” Somebody else can call
                for you too: a friend, your doctor, the school, an association.</p>""",
            ),
            step(
                "Go to the appointment",
                """<p>You may bring a person you trust. Do you speak another language? Ask for an interpreter on the phone.</p>""",
            ),
        ),
        heading("It is free"),
        text(
            """<p>You pay nothing for this talk. You have no health insurance? Say so on the phone: the service explains what to
            do.</p>"""
        ),
        heading("You decide"),
        text(
            """<ul><li>You say yes or no. You can change your mind.</li>
            <li>You do not want to answer a question? Say so. It is your right.</li>
            <li>Your answers are written down only if you agree. You can ask who will see them.</li>
            <li>The people who help you are bound to secrecy.</li>
            <li>You choose the service. It may be in another commune.</li></ul>"""
        ),
        heading("And then?"),
        text(
            """<p>Sometimes one talk is enough. If you need more, you may be offered, free as well:</p>
            <ul><li>an advice appointment during the pregnancy;</li>
            <li>someone who coordinates the help around you;</li>
            <li>a meeting with the people who help you.</li></ul>
            <p>You can also go straight to a service: for a home, for papers, for baby clothes, or just to talk.</p>"""
        ),
        links(link("Find a service", tool="search:page"), link("All help lines", tool="directory:help_lines")),
        heading("Do you need help today?"),
        live("help_lines"),
        heading("Your questions"),
        accordion(
            (
                "I am not sure that I am pregnant, or I do not know what I want.",
                """<p>A family planning centre listens to you, without judging. You can take a test there and ask all your
                questions.</p>""",
            ),
            (
                "I have no papers.",
                """<p>You have a right to care. Some services help without asking for papers: their card says so. On the phone you can
                ask without giving your name.</p>""",
            ),
            (
                "I am under 18.",
                """<p>You can ask for a talk too. To speak to somebody first: <a href="tel:103">103</a> in French,
                <a href="tel:102">102</a> in Dutch.</p>""",
            ),
            (
                "I am afraid at home.",
                """<p>It is not your fault. You can talk about it with the person who meets you, when you are alone
                with her. Free listening line in French: <a href="tel:+3280030030">0800 30 030</a>; in Dutch: <a
                href="tel:1712">1712</a>.</p>""",
            ),
        ),
        heading("This site keeps nothing about you"),
        text(
            """<p>No account, no cookie, no name. But your phone or computer keeps a list of the sites you opened. You can erase this
            history, or open this site in a private window.</p>"""
        ),
    ],
)
