from cms.content.draft import Draft, accordion, callout, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="bent-u-zwanger",
    title="Bent u zwanger?",
    menu_title="Zwanger?",
    description="Bent u zwanger in Brussel? Een eerste gesprek, gratis en in uw taal, om samen uw situatie te overlopen. U beslist.",
    introduction="U staat er niet alleen voor. In Brussel zijn er mensen die naar u luisteren en u helpen, tijdens de zwangerschap en na "
    "de geboorte. Dat is gratis.",
    body=[
        callout(
            "safety",
            "Nu in gevaar?",
            """<p>Bel <a href="tel:112"><b>112</b></a> (ziekenwagen, brandweer) of <a href="tel:101"><b>101</b></a> (politie). Dat is
            gratis, dag en nacht.</p>
            <p>Kijkt er iemand mee op uw scherm? Met de knop ‘Snel verlaten’ opent u meteen een andere site.</p>""",
        ),
        heading("Een eerste gesprek, om alles samen te overlopen"),
        text(
            """<p>U ontmoet iemand die veel weet over zwangerschap: een vroedvrouw, een arts, een maatschappelijk
            werker… U praat samen over uw gezondheid, uw woning, geld, uw familie en uw zorgen. Daarna zoekt u
            samen wat u kan helpen.</p>
            <p>U kunt dit gesprek vragen vanaf het begin van de zwangerschap, en tot 7 dagen na de geboorte.</p>"""
        ),
        heading("Hoe vraagt u dit gesprek?"),
        steps(
            step(
                "Kies met wie u wilt praten",
                """<p>Het kompas toont wie u kan ontvangen, dicht bij huis en in uw taal. Het vraagt uw naam niet.</p>""",
                link("Het kompas openen", tool="search:boussole"),
            ),
            step(
                "Bel",
                """<p>U kunt zeggen: ‘Hallo, ik ben zwanger. Ik wil graag een gesprek van het programma eerste 1000 dagen.’ Iemand anders
                kan ook voor u bellen: een vriendin, uw huisarts, de school, een vereniging.</p>""",
            ),
            step(
                "Ga naar de afspraak",
                """<p>U mag iemand meebrengen die u vertrouwt. Spreekt u een andere taal? Vraag aan de telefoon een tolk.</p>""",
            ),
        ),
        heading("Het is gratis"),
        text(
            """<p>U betaalt niets voor dit gesprek. Bent u niet aangesloten bij een ziekenfonds? Zeg het aan de
            telefoon: de dienst legt u uit wat u kunt doen.</p>"""
        ),
        heading("U beslist"),
        text(
            """<ul><li>U zegt ja of nee. U mag van gedachten veranderen.</li>
            <li>Wilt u op een vraag niet antwoorden? Zeg het. Dat is uw recht.</li>
            <li>Uw antwoorden worden alleen genoteerd als u dat goedvindt. U mag vragen wie ze te zien krijgt.</li>
            <li>Wie u helpt, heeft beroepsgeheim.</li>
            <li>U kiest de dienst. Dat mag ook in een andere gemeente zijn.</li></ul>"""
        ),
        heading("En daarna?"),
        text(
            """<p>Soms is één gesprek genoeg. Hebt u meer nodig, dan kan men u dit voorstellen, ook gratis:</p>
            <ul><li>een adviesgesprek tijdens de zwangerschap;</li>
            <li>iemand die de hulp rond u coördineert;</li>
            <li>een overleg met de mensen die u helpen.</li></ul>
            <p>U kunt ook rechtstreeks naar een dienst gaan: voor een woning, voor papieren, voor babykleren, of
            gewoon om te praten.</p>"""
        ),
        links(link("Een dienst zoeken", tool="search:page"), link("Alle hulplijnen", tool="directory:help_lines")),
        heading("Vandaag hulp nodig?"),
        live("help_lines"),
        heading("Uw vragen"),
        accordion(
            (
                "Ik weet niet zeker of ik zwanger ben, of ik weet niet wat ik wil.",
                """<p>Een centrum voor gezinsplanning luistert naar u, zonder te oordelen. U kunt er een test doen en al uw vragen
                stellen.</p>""",
            ),
            (
                "Ik heb geen papieren.",
                """<p>U hebt recht op zorg. Sommige diensten helpen zonder naar papieren te vragen: dat staat op hun fiche. Aan de
                telefoon kunt u het vragen zonder uw naam te zeggen.</p>""",
            ),
            (
                "Ik ben jonger dan 18.",
                """<p>Ook u kunt een gesprek vragen. Wilt u eerst met iemand praten? Bel <a href="tel:102">102</a> in het Nederlands of
                <a href="tel:103">103</a> in het Frans.</p>""",
            ),
            (
                "Ik ben thuis bang.",
                """<p>Het is niet uw schuld. U kunt erover praten met de persoon die u ontvangt, als u met haar alleen bent. Gratis
                hulplijn in het Nederlands: <a href="tel:1712">1712</a>; in het Frans:
                <a href="tel:+3280030030">0800 30 030</a>.</p>""",
            ),
        ),
        heading("Deze site bewaart niets over u"),
        text(
            """<p>Geen account, geen cookies, geen naam. Maar uw telefoon of computer bewaart een lijst van de sites
            die u hebt geopend. U kunt die geschiedenis wissen, of deze site openen in een privévenster.</p>"""
        ),
    ],
)
