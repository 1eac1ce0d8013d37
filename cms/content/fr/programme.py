from cms.content.draft import Draft, accordion, callout, figures, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="le-programme",
    title="Le programme « 1000 premiers jours »",
    menu_title="Le programme",
    description="But, objectifs, outil BIB, les quatre prestations et leurs limites, devenir prestataire, le rôle de Brusano : "
    "le programme périnatal « 1000 premiers jours » à Bruxelles.",
    introduction="Des soins et un accompagnement pour les femmes enceintes, pour l’enfant et pour la famille qui les entoure, de la "
    "conception à la veille des deux ans.",
    body=[
        figures(
            ("1000 jours", "de la conception à la veille des 2 ans de l’enfant"),
            ("15 indicateurs", "passés en revue lors du dépistage, dans l’outil BIB"),
            ("4 prestations", "entièrement prises en charge pour la femme"),
            ("5 bassins", "d’aide et de soins, où le réseau se rencontre"),
        ),
        heading("Le but et les trois objectifs"),
        text(
            """<p>Certaines femmes enceintes traversent une grossesse difficile sans que personne ne les rejoigne à
            temps. Le programme veut qu’elles accèdent vraiment aux soins et à l’aide, et que le soutien soit
            intégré et continu pendant les premiers 1000 jours.</p>
            <p>Son nom complet est « Soins et accompagnement des femmes enceintes, des enfants et de la famille qui
            les entoure lors des premiers 1000 jours ». Il poursuit trois objectifs :</p>
            <ol><li><b>repérer tôt</b> les vulnérabilités psychosociales ;</li>
            <li><b>donner vite accès</b> à l’aide qui existe ;</li>
            <li><b>faire travailler ensemble</b> les disciplines autour de la femme et de sa famille.</li></ol>"""
        ),
        heading("La logique, du premier contact au soutien"),
        steps(
            step(
                "Aller vers elle",
                """<p>Toute personne du social ou de la santé qui rencontre une femme enceinte peut lui parler du programme et
                l’orienter vers un dépistage.</p>""",
            ),
            step(
                "Faire le point avec elle",
                """<p>Un·e prestataire du programme mène le dépistage : un entretien autour de 15 indicateurs, entre
                autres le logement, le soutien social et la violence conjugale ou domestique. Les réponses sont
                encodées dans l’outil BIB.</p>""",
            ),
            step(
                "Lire le résultat",
                """<p>BIB donne l’un des trois scénarios : 0, A ou B. Le scénario détermine à quelles prestations elle a accès.</p>""",
            ),
            step(
                "Soutenir dans la durée",
                """<p>Conseil prénatal, coordination, concertation : les prestations ouvertes sont entièrement prises en charge.
                L’aide « ordinaire » du quartier, elle, reste ouverte à toutes, quel que soit le résultat.</p>""",
            ),
        ),
        heading("L’outil BIB"),
        text(
            """<p>BIB (Born in Belgium Professionals) est une plateforme numérique réservée aux professionnel·les de
            l’aide et des soins. Son questionnaire porte sur 15 indicateurs de la situation psychosociale de la
            femme enceinte. La femme ne le remplit pas seule : c’est un entretien, et il suppose qu’elle ait été
            bien informée et qu’elle ait donné son consentement.</p>
            <p>Les quatre prestations passent par BIB. L’asbl Together we Care héberge la plateforme ; l’INAMI en paie
            la licence. Ne la confondez pas avec bornin.brussels, site d’information destiné au public.</p>"""
        ),
        live("indicators"),
        links(
            link(
                "Born in Belgium Professionals (BIB)",
                address="https://www.borninbelgiumpro.be/fr/",
                note="Présentation de l’outil, questions fréquentes, accès pour les professionnel·les",
            ),
            link(
                "Born in Belgium Professionals, en néerlandais",
                address="https://www.borninbelgiumpro.be/nl/",
                language="nl",
            ),
        ),
        heading("Après le dépistage : les scénarios"),
        text(
            """<p>Le scénario 0, A ou B est le résultat du questionnaire. C’est BIB qui le calcule : Maillage ne
            calcule aucun score, ne demande aucune réponse au questionnaire et ne garde aucun résultat.</p>
            <p>Un scénario n’est pas un jugement sur la femme. Il dit seulement quelles prestations le programme
            finance pour elle à ce moment ; une nouvelle situation peut justifier d’en reparler.</p>"""
        ),
        live("scenarios"),
        heading("Les quatre prestations et leurs limites"),
        text(
            """<p>Les limites ci-dessous sont des rappels. Vérifiez toujours dans BIB ce qui a déjà été fait : Maillage ne compte
            rien.</p>"""
        ),
        live("prestations"),
        heading("Pour qui ?"),
        text(
            """<ul><li>Le <b>dépistage</b> s’adresse à toutes les personnes enceintes, du début de la grossesse à 7
            jours après la naissance.</li>
            <li>Les <b>trois autres prestations</b> s’adressent aux femmes enceintes vulnérables, selon le résultat du
            dépistage.</li>
            <li>Le programme profite aussi à l’<b>enfant jusqu’à la veille de ses 2 ans</b> et à la <b>famille</b> qui
            l’entoure.</li></ul>"""
        ),
        heading("Devenir prestataire en trois étapes"),
        text(
            """<p>Pour réaliser les prestations et être payé·e, il faut les trois. Ce sont trois démarches distinctes : être agréé·e
            par une autre autorité (COCOM, COCOF, VGC, ONE, Opgroeien…) n’en remplace aucune.</p>"""
        ),
        steps(
            step(
                "Être reconnu·e par l’INAMI",
                """<p>L’agrément INAMI conditionne le paiement. Démarche pour ce programme : à compléter.</p>""",
                link(
                    "INAMI : plan interfédéral de soins intégrés",
                    address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                ),
            ),
            step(
                "Signer une convention avec BIBPro",
                """<p>La convention donne accès à l’outil BIB, par lequel passent les quatre prestations. Dans une organisation, une
                personne administre les accès ; les indépendant·es s’adressent à l’équipe BIB.</p>""",
                link("Demander l’accès à BIB", address="https://www.borninbelgiumpro.be/fr/"),
            ),
            step(
                "S’inscrire sur la plateforme de facturation",
                """<p>Les prestations du programme se facturent sur une plateforme qui leur est propre. Adresse et mode d’emploi : à
                compléter.</p>""",
            ),
        ),
        heading("Vous n’êtes pas prestataire ? Vous comptez aussi"),
        text(
            """<p>Écoles, associations, CPAS, maisons de quartier, services jeunesse, consultations, centres d’accueil
            : vous voyez souvent la femme avant tout le monde. Le programme invite tou·tes les acteur·rices du
            social et de la santé en contact avec des femmes enceintes à participer, de deux manières :</p>
            <ul><li><b>aller vers</b> les femmes que personne ne suit encore et leur parler du dépistage
            (<i>outreaching</i>) ;</li>
            <li><b>orienter</b> vers le bon service : un·e prestataire qui dépiste, ou l’aide dont elle a besoin
            aujourd’hui.</li></ul>
            <p>Vous n’avez besoin ni de convention ni de compte pour chercher, appeler ou imprimer une fiche.</p>"""
        ),
        links(
            link(
                "La boussole : qui peut la rencontrer ?",
                tool="search:boussole",
                note="Quatre questions, rien n’est enregistré",
            ),
            link("Chercher un service", tool="search:page", note="Par bassin, besoin, langue"),
            link("Vous êtes enceinte ?", page="pregnant", note="La page à lire avec elle, en mots simples"),
        ),
        heading("Le rôle de Brusano"),
        text(
            """<p>À Bruxelles, Brusano a reçu pour mission de :</p>
            <ul><li><b>faire connaître</b> le programme ;</li>
            <li>ouvrir des <b>espaces de discussion dans chaque bassin</b> ;</li>
            <li>faire naître des <b>accords de collaboration</b> dans les cinq bassins ;</li>
            <li><b>clarifier les rôles</b> : qui dépiste, qui accompagne, qui coordonne.</li></ul>"""
        ),
        links(link("Contacter Brusano et votre bassin", page="contact")),
        heading("Le cadre et le financement"),
        text(
            """<p>Le programme est cofinancé par l’INAMI et les régions. C’est l’un des trois premiers programmes du
            plan interfédéral de l’aide et des soins intégrés, dont la Conférence interministérielle Santé publique
            a approuvé le protocole le 8 novembre 2023. Les deux autres concernent les personnes en situation de
            vulnérabilité, et les enfants et adolescent·es en situation d’obésité.</p>"""
        ),
        links(
            link(
                "Le protocole du 8 novembre 2023",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="Publié le 26 février 2024",
            ),
            link(
                "La Conférence interministérielle Santé publique",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
            ),
        ),
        heading("Questions fréquentes"),
        accordion(
            (
                "Maillage remplace-t-il BIB ?",
                """<p>Non. BIB contient le questionnaire et son résultat. Maillage dit qui fait quoi, où, dans quelles langues et avec
                quelle disponibilité. N’encodez jamais ici ce qui appartient à BIB.</p>""",
            ),
            (
                "La femme doit-elle payer quelque chose ?",
                """<p>Non : les quatre prestations sont entièrement prises en charge. Pour une femme sans assurance soins de santé, la
                règle reste à confirmer : posez la question au service avant le rendez-vous.</p>""",
            ),
            (
                "Doit-elle choisir un service de son bassin ?",
                """<p>Non. Le bassin est un cadre de coopération entre professionnel·les, pas une frontière : elle va où elle veut.</p>""",
            ),
            (
                "Puis-je mener le dépistage sans convention BIB ?",
                """<p>Non. Sans convention, vous pouvez parler du programme à la femme et l’orienter vers un service qui dépiste : la
                boussole vous dit lesquels.</p>""",
            ),
        ),
        heading("Ce qui reste à compléter"),
        callout(
            "pending",
            "Pas encore public, ou pas encore trouvé",
            """<ul><li>deux des 15 indicateurs actuels de BIB ;</li><li>le tableau exact qui relie scénarios et
            prestations ;</li>
            <li>la démarche d’agrément INAMI propre au programme et la plateforme de facturation ;</li><li>les
            montants.</li></ul>
            <p>Nous préférons un blanc à une erreur. Vous avez l’information ? Écrivez-nous.</p>""",
        ),
        links(link("Nous écrire", page="contact")),
    ],
)
