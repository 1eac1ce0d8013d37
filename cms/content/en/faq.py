from cms.content.draft import Draft, heading, question

PAGE = Draft(
    slug="questions",
    title="Frequent questions",
    description="The programme, referring, the directory: what we are asked most, answered briefly.",
    introduction="Short answers, for professionals. One is missing? Write to us.",
    body=[
        heading("The programme"),
        question(
            "Who may do the screening?",
            """<p>A provider whom INAMI/RIZIV recognises, with a BIBPro convention. The cards of the directory say so: “does the
            screening”.</p>""",
        ),
        question(
            "Until when can the screening be done?",
            """<p>From the start of the pregnancy to 7 days after the birth. The earlier the better: then there is time left to
            help.</p>""",
        ),
        question(
            "Must the woman consent?",
            """<p>Yes, before the questionnaire, and once she is well informed. She may say no, and change her mind, without losing
            the usual help.</p>""",
        ),
        question(
            "I am not a provider. What can I do?",
            """<p>Tell the women whom you meet about the programme, and refer them to a service that screens. You need neither an
            account nor a convention.</p>""",
        ),
        heading("Referring"),
        question(
            "Where do I begin with a woman whom I do not know?",
            """<p>With the compass: four questions, no name and no number. It shows who can meet her, close to her home and in her
            language.</p>""",
        ),
        question(
            "The service is full. What now?",
            """<p>Look for another one in a bassin nearby: a bassin is not a border. Otherwise call the coordination team of
            your bassin.</p>""",
        ),
        question(
            "She needs help tonight.",
            """<p>Open the help lines: they answer at once. In danger, call <a href="tel:112">112</a>.</p>""",
        ),
        question(
            "Can I give her something on paper?",
            """<p>Yes. Keep up to six services, choose her language, print the sheet. It is discreet: nothing on it says why she
            has it.</p>""",
        ),
        heading("The directory"),
        question(
            "A card holds a mistake.",
            """<p>Use “Report a mistake” at the foot of the card. The coordination team checks and mends it.</p>""",
        ),
        question(
            "What do you keep of our searches?",
            """<p>Nothing. No account, no cookie. What is sensitive never stands in the address of a page.</p>""",
        ),
        question(
            "Why do some services have no address?",
            """<p>Their address is confidential, to protect those who live there. Call: the service explains how to come.</p>""",
        ),
    ],
)
