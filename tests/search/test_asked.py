"""Parameters in, one question out: what is read, what is refused, how it is written back."""

import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from search import geocoding
from search.filters import PARAMETERS, SWITCHES, changed, read
from search.geocoding import gazetteer
from search.question import FACETS, PlaceKind

pytestmark = pytest.mark.django_db
SOME = {
    "bassin": ["nord", "sud"],
    "commune": ["21012", "21009"],
    "stage": ["pregnant_1_3", "newborn"],
    "theme": ["housing", "legal"],
    "prestation": ["screening", "cpp"],
    "category": ["sage_femme", "cpas"],
    "role": ["screening", "outreach"],
    "language": ["fr", "ar"],
    "audience": ["families", "partners"],
    "mode": ["phone", "remote"],
    "access": ["free", "women_only"],
}


def asked(text):
    return read(QueryDict(text))


@pytest.mark.parametrize("facet", FACETS)
def test_every_coded_parameter_takes_several_values(facet):
    found = asked("&".join(f"{facet}={code}" for code in SOME[facet]))

    assert found.problems == ()
    assert set(getattr(found.question, facet)) == set(SOME[facet])


@pytest.mark.parametrize("facet", FACETS)
def test_an_unknown_code_is_named(facet):
    (problem,) = asked(f"{facet}={SOME[facet][0]}&{facet}=never-heard").problems

    assert (problem.parameter, problem.value) == (facet, "never-heard")
    assert "never-heard" in problem.message


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_is_on_or_off(name):
    assert getattr(asked(f"{name}=1").question, name)
    assert not getattr(asked(f"{name}=0").question, name)
    assert not getattr(asked(f"{name}=").question, name)


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("open_now=maybe", "open_now"),
        ("radius=far&place=1080", "radius"),
        ("radius=0", "radius"),
        ("radius=1e999", "radius"),
        ("radius=nan", "radius"),
        ("radius=1_0", "radius"),
        ("radius=٣", "radius"),
        ("lat=50.85", "lon"),
        ("lon=4.35", "lat"),
        ("lat=4.35&lon=50.85", "lat"),
        ("confirmed_within=1.5", "confirmed_within"),
        ("confirmed_within=-30", "confirmed_within"),
        ("page=0", "page"),
        ("page=501", "page"),
        ("page=" + "9" * 10_000, "page"),
        ("sort=price", "sort"),
        ("q=" + "x" * 201, "q"),
        ("place=Atlantis", "place"),
    ],
)
def test_a_bad_value_is_a_problem_with_a_message(text, parameter):
    problems = asked(text).problems

    assert parameter in {problem.parameter for problem in problems}
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize(
    "value", ["\0", "\ud800", "{{ 7*7 }}", "%s%(x)s", "' OR 1=1 --", "é" * 200, "<script>", "\u202e"]
)
@pytest.mark.parametrize("name", PARAMETERS)
def test_no_value_breaks_the_reading(name, value):
    found = read(MultiValueDict({name: [value, value]}))

    assert found.problems or found.parameters or name in SWITCHES or not value.strip("\0")
    assert "\ud800" not in found.query()


def test_the_deepest_page_is_the_last_of_ten_thousand_hits():
    assert asked("page=500").page == 500


def test_a_decimal_comma_is_a_point():
    assert asked("place=1080&radius=2,5").question.radius == 2.5


def test_a_radius_without_a_place_is_left_out():
    assert "radius" not in asked("radius=5&q=x").parameters


def test_several_places_are_offered_and_each_offer_is_understood():
    (problem,) = asked("place=Woluwe").problems

    assert len(problem.choices) > 1
    assert not asked(f"place={problem.choices[0]}").problems


def test_a_written_place_wins_over_where_the_telephone_is():
    found = asked("place=1080&lat=50.85&lon=4.35")

    assert found.question.place.kind == PlaceKind.POSTAL
    assert "lat" not in found.parameters


def test_where_the_telephone_is_makes_the_question_private():
    found = asked("lat=50.85&lon=4.35")

    assert found.question.place.kind == PlaceKind.POINT
    assert found.private


def test_a_bland_question_is_not_private():
    assert not asked("q=sage-femme&place=1080&radius=5&language=ar&theme=housing").private


@pytest.mark.parametrize(
    "text",
    [
        "theme=domestic_violence",
        "category=violences",
        "audience=undocumented",
        "access=no_papers",
        "stage=unconfirmed",
        "q=violence",
        "q=vluchthuis",
        "q=avortement",
        "theme=housing&theme=substance_use",
    ],
)
def test_something_sensitive_makes_the_question_private(text):
    assert asked(text).private


def test_what_was_not_understood_is_private():
    assert asked("place=Rue+de+la+Loi+Atlantis").private


def test_the_address_has_one_order_and_no_default():
    one = asked("sort=relevance&language=ar&theme=housing&q=x&open_now=0&page=3&language=fr")
    other = asked("q=x&theme=housing&language=fr&language=ar")

    assert one.query() == other.query() == "q=x&theme=housing&language=fr&language=ar"


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ("-theme=housing", "theme=legal&language=ar"),
        ("-theme", "language=ar"),
        ("+theme=education", "theme=legal&theme=housing&theme=education&language=ar"),
        ("+theme=legal", "theme=housing&theme=legal&language=ar"),
        ("page=2", "theme=legal&theme=housing&language=ar&page=2"),
        ("sort=name", "theme=legal&theme=housing&language=ar&sort=name"),
        ("-theme&-language", ""),
        ("nonsense=1", "theme=legal&theme=housing&language=ar"),
        ("-theme=&radius=", "language=ar"),
        ("=&&-&+", "theme=legal&theme=housing&language=ar"),
    ],
)
def test_a_change_gives_the_next_question(change, query):
    assert asked("theme=housing&theme=legal&language=ar&page=7").query(change) == query


def test_a_button_changes_what_is_posted_with_it():
    found = asked("theme=housing&theme=legal&page=4&change=-theme%3Dlegal")

    assert found.parameters == {"theme": ("housing",)}
    assert found.page == 1


def test_changes_do_not_touch_the_question_they_start_from():
    parameters = {"theme": ("housing",)}
    changed(parameters, "-theme=housing")

    assert parameters == {"theme": ("housing",)}


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_what_is_written_of_a_place_is_a_name_of_our_own(language):
    with translation.override(language):
        for typed in (
            "1080",
            "molenbeek",
            "avortement 1080",
            "rue du Refuge 12, 1000 Bruxelles",
            "Matonge",
            "hors région",
        ):
            found = asked(f"place={typed}")
            again = asked(found.query())
            assert "avortement" not in found.query()
            assert "Refuge" not in found.query()
            assert again.question.place == found.question.place


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_name_of_every_place_leads_to_it(language):
    known = gazetteer.current()
    places = {named[0] for named in known.names.values()} | set(known.postal.values())
    with translation.override(language):
        lost = [str(place) for place in places if geocoding.places_like(place.written)[:1] != [place]]

    assert lost == []


def test_an_unknown_place_may_be_outside_the_region():
    (problem,) = asked("place=Atlantis").problems

    assert asked(f"place={problem.choices[0]}").question.place.kind == PlaceKind.OUTSIDE


@pytest.mark.parametrize(
    "place", ["refuge femmes battues 1000", "vluchthuis 1030", "1080 abortus", "planning familial Ixelles", "hiv 1050"]
)
def test_words_in_the_field_of_the_place_are_judged_too(place):
    found = read(MultiValueDict({"place": [place]}))

    assert found.private


@pytest.mark.parametrize("place", ["1000", "Molenbeek", "sans abri", "dakloos", "Vilvoorde", "rue du Bateau 3, 1080"])
def test_a_place_alone_is_nothing_private(place):
    assert not read(MultiValueDict({"place": [place]})).private
