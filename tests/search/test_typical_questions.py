"""What professionals type, in three languages, over the demo network: who comes first."""

import pytest
import time_machine

from directory.freshness import room_state
from directory.models import Service
from search.engines import answer
from search.question import Question
from tests import database

pytestmark = pytest.mark.django_db

MIDWIFE, CHILD_CLINIC = {"sage_femme"}, {"one_enfants", "opgroeien", "one_cpn"}
GP, INTERPRETER, HOUSING, FOOD = {"mg"}, {"interpretation"}, {"logement"}, {"aide_alimentaire"}
HOMELESS = {"sans_abri", "maison_accueil"}
VIOLENCE, ADDICTION, MIND = {"violences", "cpvs"}, {"assuetudes"}, {"ssm", "psy_1l"}
TYPICAL = [
    ("sage-femme arabe", MIDWIFE),
    ("vroedvrouw Arabisch", MIDWIFE),
    ("midwife in Arabic", MIDWIFE),
    ("sagefemme turc", MIDWIFE),
    ("ONE", CHILD_CLINIC),
    ("consultation nourrissons", CHILD_CLINIC),
    ("Kind en Gezin", CHILD_CLINIC),
    ("consultatiebureau", CHILD_CLINIC),
    ("baby clinic", CHILD_CLINIC),
    ("planning familial", {"planning"}),
    ("abortus", {"planning"}),
    ("IVG", {"planning"}),
    ("abortion", {"planning"}),
    ("huisarts", GP),
    ("médecin traitant", GP),
    ("family doctor", GP),
    ("interprète", INTERPRETER),
    ("tolk Arabisch", INTERPRETER),
    ("interpreter", INTERPRETER),
    ("logement", HOUSING),
    ("huisvesting Brussel", HOUSING),
    ("woning", HOUSING),
    ("housing", HOUSING),
    ("colis alimentaire", FOOD),
    ("voedselpakket", FOOD),
    ("food", FOOD),
    ("langes", FOOD),
    ("babyspullen", FOOD),
    ("nappies", FOOD),
    ("sans papiers", {"migrants"}),
    ("zonder papieren", {"migrants"}),
    ("papieren", {"migrants", "juridique", "accueil_asile"}),
    ("undocumented", {"migrants"}),
    ("violence", VIOLENCE),
    ("geweld", VIOLENCE),
    ("mon mari me frappe", VIOLENCE),
    ("vluchthuis", VIOLENCE),
    ("domestic violence", VIOLENCE),
    ("addiction", ADDICTION),
    ("verslaving", ADDICTION),
    ("drugs", ADDICTION),
    ("santé mentale", {"ssm"}),
    ("psycholoog", MIND),
    ("mental health", {"ssm"}),
    ("CPAS", {"cpas"}),
    ("OCMW Molenbeek", {"cpas"}),
    ("mutualité", {"mutualite"}),
    ("ziekenfonds", {"mutualite"}),
    ("kraamzorg", {"ek"}),
    ("doula", {"ek", "sage_femme", "one_cpn", "kine", "consultation_prenatale"}),
    ("aide juridique", {"juridique"}),
    ("advocaat", {"juridique"}),
    ("legal aid", {"juridique"}),
    ("sans abri", HOMELESS),
    ("dakloos", HOMELESS),
    ("homeless", HOMELESS),
    ("crèche", {"creche"}),
    ("kinderopvang", {"creche"}),
    ("wijkgezondheidscentrum", {"maison_medicale"}),
    ("excision", {"mgf"}),
]
FULL = "full"


@pytest.fixture(scope="module", autouse=True)
def demo_network(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(database.MOMENT, tick=True):
        database.use(database.site())
        yield
        database.use(database.reference())


def first(words, most=3):
    hits = answer(Question(words=words), size=20).hits
    by_pk = Service.objects.select_related("category").in_bulk([hit.service_id for hit in hits])
    return [by_pk[hit.service_id] for hit in hits][:most]


@pytest.mark.parametrize(("words", "kinds"), TYPICAL, ids=[words for words, _kinds in TYPICAL])
def test_the_first_hits_do_just_what_was_asked(words, kinds):
    found = [service.category.code for service in first(words)]

    assert found
    assert set(found) <= kinds


@pytest.mark.parametrize("words", ["logement 1030", "huisvesting 1030", "housing Schaerbeek"])
def test_a_need_and_a_commune_find_who_answers_it_there(words):
    found = first(words, 8)

    assert found[0].category.code == "logement"
    for service in found:
        assert "housing" in {theme.code for theme in service.themes.all()}


@pytest.mark.parametrize("words", ["sage-femme arabe", "midwife in Arabic", "tolk Arabisch"])
def test_a_language_among_the_words_is_spoken_by_the_first(words):
    for service in first(words, 5):
        assert {"ar", "ary"} & {language.code for language in service.languages.all()}


@pytest.mark.parametrize("words", ["violence", "crèche", "logement", "huisarts", "voedselpakket", "psy", "aan huis"])
def test_no_full_service_comes_before_one_of_its_kind_with_room(words):
    states = [room_state(s, database.MOMENT.date()).state for s in first(words, 20)]
    kinds = [service.category.code for service in first(words, 20)]
    same = [state for state, kind in zip(states, kinds, strict=True) if kind == kinds[0]]

    assert FULL not in same[: len(same) - same.count(FULL)]


@pytest.mark.parametrize(("words", "least"), [("sans papiers", 20), ("zonder papieren", 20), ("papieren", 20)])
def test_papers_find_all_who_ask_for_none(words, least):
    asked = answer(Question(words=words), size=500)
    no_papers = set(Service.objects.listed().filter(access__code="no_papers").values_list("pk", flat=True))

    assert len(no_papers) >= least
    assert no_papers <= {hit.service_id for hit in asked.hits}
