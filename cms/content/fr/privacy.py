from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="vie-privee",
    title="Vie privée et mentions légales",
    menu_title="Vie privée",
    description="Pas de cookie, pas de pistage : ce que ce site enregistre, ce qu’il n’enregistre pas, et vos droits.",
    introduction="En bref : les pages publiques ne déposent aucun cookie, ne vous suivent pas et n’appellent aucun autre site.",
    body=[
        heading("Quand vous consultez le site"),
        text(
            """<ul><li><b>Aucun cookie</b>, aucun stockage dans votre navigateur, aucun pistage, aucune
            publicité.</li>
            <li><b>Rien ne vient d’ailleurs</b> : caractères, images et cartes sont sur ce site. Votre recherche n’est
            envoyée à personne. Si le site demande à un autre une adresse qu’il ne connaît pas, c’est écrit sous le champ du
            lieu : seul ce lieu est envoyé, sans rien qui dise qui le cherche.</li>
            <li><b>Vos questions ne sont pas enregistrées.</b> Ni la recherche ni la boussole ne gardent ce que vous
            avez demandé. Quand une question touche à un sujet délicat, elle n’apparaît pas dans l’adresse de la
            page.</li>
            <li><b>Votre position</b> n’est lue que si vous cliquez pour le demander. Elle n’est pas gardée.</li>
            <li>Pour limiter les abus, le site compte les demandes venant d’une même adresse. L’adresse y est
            remplacée par une empreinte qui change chaque jour.</li>
            <li>Le site compte combien de fois par jour chaque page est lue : des nombres, sans adresse et sans rien sur
            qui lit.</li></ul>
            <p>Votre navigateur, lui, garde l’historique des pages ouvertes. Pensez à l’effacer si quelqu’un d’autre
            utilise votre appareil.</p>"""
        ),
        heading("Quand vous vous inscrivez à une rencontre ou à la lettre d’information"),
        text(
            """<p><b>Rencontre</b> : votre nom, votre adresse électronique, votre type d’acteur, le bassin où vous
            travaillez et, si vous la donnez, votre organisation. Ils servent à cette rencontre et sont effacés 30 jours
            après (après trois jours si vous ne confirmez pas par mail) ; il en reste des nombres.</p>
            <p><b>Lettre d’information</b> : votre adresse électronique, votre langue et vos bassins. Vous n’êtes abonné·e
            qu’après avoir confirmé par mail ; sans confirmation, l’adresse est effacée après trois jours. Qui se
            désabonne est effacé·e tout de suite. Rien ne dit qui a ouvert un mail ou suivi un lien. Ce qui a été envoyé à
            qui est oublié après un mois.</p>
            <p><b>Mails qui reviennent</b> : quand une boîte refuse nos mails pour de bon, nous gardons son adresse et le code du
            refus, un an au plus, pour ne plus y écrire ; sur demande, nous l’effaçons plus tôt.</p>
            <p><b>Erreur signalée sur une fiche</b> : votre adresse électronique, si vous la donnez, sert à vous envoyer la
            réponse et est effacée 30 jours après, au plus tard un an après le signalement. Le signalement est effacé un an
            après la réponse.</p>"""
        ),
        heading("Quand vous avez un compte professionnel"),
        text(
            """<p>Nous enregistrons votre adresse électronique, votre nom, votre langue, l’organisation pour laquelle
            vous agissez et l’empreinte de votre mot de passe. Un cookie de session vous reconnaît entre deux pages
            ; il disparaît quand vous fermez le navigateur ou vous déconnectez. Un second protège les formulaires.
            Un troisième, qui reste six mois, dit à la seule page de connexion que vous êtes déjà entré·e avec ce
            navigateur, sans votre nom : ainsi, personne qui devine des mots de passe depuis la même adresse ne vous
            bloque l’entrée. Ces cookies sont indispensables : c’est pourquoi aucun bandeau ne vous les propose.</p>
            <p>Quand vous modifiez une fiche, nous gardons qui a changé quoi et quand, pour pouvoir corriger une
            erreur. Ce que Brusano note d’un appel ou d’une visite à votre organisation est effacé après deux ans ;
            seule la trace qu’il a eu lieu demeure.</p>"""
        ),
        heading("Ce que contient le répertoire"),
        text(
            """<p>Des informations professionnelles sur des organisations et des indépendant·es : nom, adresse,
            contacts, horaires, langues, rôle dans le programme. Elles viennent des services eux-mêmes ou de
            sources publiques. L’adresse d’un lieu confidentiel n’est enregistrée nulle part.</p>
            <p>Le répertoire ne contient <b>aucune information sur les femmes</b> accompagnées : ni nom, ni numéro de
            registre national, ni résultat de dépistage.</p>"""
        ),
        heading("Vos droits"),
        text(
            """<p>Vous pouvez demander à voir, corriger ou effacer ce qui vous concerne, ou vous y opposer. Écrivez à
            <a href="mailto:{contact_mail}">{contact_mail}</a>. Vous pouvez aussi déposer plainte auprès de
            l’Autorité de protection des données.</p>"""
        ),
        links(link("Autorité de protection des données", address="https://www.autoriteprotectiondonnees.be/")),
        heading("Éditeur, licences et sources"),
        text(
            """<ul><li>Éditeur : Brusano asbl, service pluraliste et bicommunautaire.</li>
            <li>Logiciel : Maillage, sous licence EUPL 1.2.</li>
            <li>Contours des communes : données ouvertes de Statbel, par BNOSAC (CC BY 2.0). Découpage schématique des
            bassins : aussi cantons judiciaires de l’IGN/NGI (CC BY 4.0).</li>
            <li>Caractères : Atkinson Hyperlegible Next (OFL). Icônes : Lucide (ISC).</li></ul>"""
        ),
        callout(
            "pending",
            "À compléter par Brusano",
            """<p>Siège et numéro d’entreprise, responsable du traitement et personne de contact pour la protection des données,
            hébergeur, durée de conservation des journaux du serveur.</p>""",
        ),
    ],
)
