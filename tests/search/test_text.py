import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.text import LONGEST, fold, forms, one_apart, raw, surface, synonyms
from search.text.words import pieces


def words(text):
    return {word for variants in surface(text) for word in variants}


def meet(one, other, language=""):
    """Would a question with the one find a card with the other?"""
    asked = {form for word in words(one) for form in forms(word)}
    written = {form for word in words(other) for form in forms(word, language)}
    return bool(asked & written)


@pytest.mark.parametrize(
    "written",
    [
        "acteur·rices",
        "acteur.rice.s",
        "acteur(rice)s",
        "acteur·rice·s",
        "acteurs/trices",
        "acteur-rice-s",
        "ACTEUR·RICES",
    ],
)
@pytest.mark.parametrize("asked", ["acteur", "actrice", "acteurs", "actrices"])
def test_an_inclusive_form_is_found_by_each_word_it_stands_for(asked, written):
    assert meet(asked, written, "fr")


@pytest.mark.parametrize(
    ("written", "feminine"),
    [
        ("travailleur·euses", "travailleuse"),
        ("infirmier·ère", "infirmière"),
        ("pharmacien·ne", "pharmacienne"),
        ("professionnel·les", "professionnelle"),
        ("étudiant·e·s", "étudiante"),
        ("heureux·se", "heureuse"),
        ("actif·ve", "active"),
        ("travailleur·se", "travailleuse"),
        ("conducteur·trice", "conductrice"),
    ],
)
def test_the_feminine_of_an_inclusive_form_is_written_out(written, feminine):
    assert feminine in words(written)


def test_two_words_joined_by_a_hyphen_or_an_apostrophe_are_two_words():
    assert surface("sage-femme d’urgence qu'elle") == [("sage",), ("femme",), ("urgence",)]


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("prenatal", "Prénatale", "fr"),
        ("logements", "logement", "fr"),
        ("réfugiées", "réfugié", "fr"),
        ("infirmière", "infirmier", "fr"),
        ("coeur", "cœur", "fr"),
        ("l'accouchement", "accouchements", "fr"),
        ("vroedvrouwen", "vroedvrouw", "nl"),
        ("zwangerschap", "zwangerschappen", "nl"),
        ("gezin", "gezinnen", "nl"),
        ("ziekenhuizen", "ziekenhuis", "nl"),
        ("geweld", "Gewelds", "nl"),
        ("tolken", "tolk", "nl"),
        ("midwives", "midwive", "en"),
        ("pregnancies", "pregnancy", "en"),
        ("ISTANBUL", "İstanbul", "en"),
        ("filiation", "ﬁliation", "fr"),
    ],
)
def test_a_word_is_found_by_its_other_forms(asked, written, language):
    assert meet(asked, written, language)


@pytest.mark.parametrize(
    ("one", "other"), [("geweld", "wel"), ("gezin", "zin"), ("begeleiding", "beleid"), ("gezondheid", "zon")]
)
def test_dutch_words_do_not_lose_the_syllable_that_tells_them_apart(one, other):
    assert not set(forms(one, "nl")) & set(forms(other, "nl"))


def test_words_in_other_scripts_are_words():
    assert words("حَمْل беременность 妊娠") == {"حمل", "беременность", "妊娠"}


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
@settings(max_examples=300)
def test_any_text_gives_words_that_an_index_takes_whole(text):
    for word in words(text):
        for form in forms(word):
            assert form.replace("\u0345", "").isalnum() or not form.isascii()
            assert not set(form) & set(" \x00_\"'*()")
        assert len(word) <= LONGEST + len("trices")


@settings(deadline=None)
@given(st.text() | st.text(alphabet="aéœ·.(/-rices) _\n\u00a0\u0301", max_size=40))
def test_the_words_of_the_pieces_of_a_text_are_the_words_of_the_text(text):
    """The index keeps the tokens of each piece: it must not miss a word that a question finds whole."""
    assert [word for piece in pieces(text) for word in raw(piece)] == raw(text)


def test_folding_takes_accents_and_capitals_away():
    assert fold("ÉCOLE") == "ecole"
    assert fold("Œuvre") == "oeuvre"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("logement", "logment", True),
        ("logement", "logemennt", True),
        ("logement", "lohement", True),
        ("logement", "logmeent", True),
        ("logement", "logement", True),
        ("logement", "lgoemetn", False),
        ("logement", "logemen ts", False),
        ("logement", "logent", False),
    ],
)
def test_one_error_is_one_letter_or_two_swapped(one, other, near):
    assert one_apart(one, other) is near


# Synonyms


def test_there_are_at_least_150_groups_and_each_speaks_three_languages():
    assert len(synonyms.groups()) >= 150
    for group in synonyms.groups():
        assert {code for code, _phrase in group.written} == {"fr", "nl", "en"}, group.written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sages-femmes", "vroedvrouw"),
        ("midwife", "vroedvrouwen"),
        ("CPAS", "OCMW"),
        ("huisvesting", "housing"),
        ("mutualité", "ziekenfonds"),
        ("maisons médicales", "wijkgezondheidscentra"),
        ("AMU", "dringende medische hulp"),
        ("aide médicale urgente", "DMH"),
        ("crèche", "kinderdagverblijf"),
        ("consultation ONE", "Kind en Gezin"),
        ("IVG", "abortus"),
        ("interprètes", "tolk"),
        ("TMS", "PEP's"),
        ("titre de séjour", "verblijfsvergunning"),
    ],
)
def test_words_of_the_field_say_the_same_across_languages(one, other):
    def of(text):
        return set(synonyms.of([variants[0] for variants in surface(text)]))

    assert of(one) & of(other)
