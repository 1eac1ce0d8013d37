from cms.content.draft import Draft, heading, question

PAGE = Draft(
    slug="questions-frequentes",
    title="Questions fréquentes",
    description="Le programme, l’orientation, le répertoire : les questions que l’on nous pose le plus, et des réponses courtes.",
    introduction="Des réponses courtes, pour les professionnel·les. Il en manque une ? Écrivez-nous.",
    body=[
        heading("Le programme"),
        question(
            "Qui peut faire le dépistage ?",
            """<p>Un·e prestataire reconnu·e par l’INAMI, avec une convention BIBPro. Les fiches du répertoire le disent :
            « fait le dépistage ».</p>""",
        ),
        question(
            "Jusqu’à quand peut-on faire le dépistage ?",
            """<p>Du début de la grossesse à 7 jours après la naissance. Le plus tôt est le mieux : il reste alors du temps pour
            aider.</p>""",
        ),
        question(
            "La femme doit-elle donner son consentement ?",
            """<p>Oui, avant le questionnaire, et après une information claire. Elle peut dire non, et changer d’avis, sans perdre
            l’aide ordinaire.</p>""",
        ),
        question(
            "Je ne suis pas prestataire. Que puis-je faire ?",
            """<p>Parler du programme aux femmes que vous rencontrez, et les orienter vers un service qui dépiste. Vous n’avez
            besoin ni de compte ni de convention.</p>""",
        ),
        heading("Orienter"),
        question(
            "Par où commencer avec une femme que je ne connais pas ?",
            """<p>Par la boussole : quatre questions, sans nom ni numéro. Elle montre qui peut la rencontrer, près de chez elle et
            dans sa langue.</p>""",
        ),
        question(
            "Le service est complet. Et maintenant ?",
            """<p>Cherchez-en un autre dans un bassin voisin : le bassin n’est pas une frontière. Sinon, appelez l’équipe de
            coordination de votre bassin.</p>""",
        ),
        question(
            "Elle a besoin d’aide ce soir.",
            """<p>Ouvrez les lignes d’aide : elles répondent tout de suite. En cas de danger, le <a href="tel:112">112</a>.</p>""",
        ),
        question(
            "Puis-je lui donner quelque chose sur papier ?",
            """<p>Oui. Gardez jusqu’à six services, choisissez sa langue, imprimez la fiche. Elle est discrète : rien n’y dit
            pourquoi elle la tient.</p>""",
        ),
        heading("Le répertoire"),
        question(
            "Une fiche contient une erreur.",
            """<p>Utilisez « Signaler une erreur » au bas de la fiche. L’équipe de coordination vérifie et corrige.</p>""",
        ),
        question(
            "Que gardez-vous de nos recherches ?",
            """<p>Rien. Ni compte, ni cookie. Ce qui est sensible n’est jamais écrit dans l’adresse d’une page.</p>""",
        ),
        question(
            "Pourquoi certains services n’ont-ils pas d’adresse ?",
            """<p>Leur adresse est confidentielle, pour protéger celles qui y vivent. Appelez : le service vous explique comment
            venir.</p>""",
        ),
    ],
)
