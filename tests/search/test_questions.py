"""What each parameter of a question means, on services made for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Bassin
from search.engines import answer
from search.engines import nearest as nearest_question
from search.engines.asking import Asking
from search.geocoding import find_place, nearest_place
from search.models import Row
from search.question import Place, PlaceKind, Question
from search.question.points import indexed
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, long_ago, today

pytestmark = pytest.mark.django_db
MOLENBEEK, IXELLES, BRUSSELS, JETTE = "21012", "21009", "21004", "21010"


def ids(**asked):
    return {hit.service_id for hit in answer(Question(**asked), size=100).hits}


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def make(organisation):
    def made(**values):
        values = {"site": None, "organisation": organisation} | values
        return ServiceFactory(**values)

    return made


# Territory


def test_a_bassin_finds_its_communes_and_a_commune_its_bassins(make):
    bassin = make(area="bassins", area_bassins=["centre-ouest"])
    commune = make(area="communes", area_bassins=[], area_communes=[MOLENBEEK])
    region = make(area="region", area_bassins=[])
    elsewhere = make(area="bassins", area_bassins=["sud"])

    assert ids(bassin=("centre-ouest",)) == {bassin.pk, commune.pk, region.pk}
    assert ids(commune=(MOLENBEEK,)) == {bassin.pk, commune.pk, region.pk}
    assert ids(commune=(IXELLES,)) == {elsewhere.pk, region.pk}
    assert ids(commune=(BRUSSELS,)) == {bassin.pk, elsewhere.pk, region.pk}
    assert ids(bassin=("nord", "sud")) == {elsewhere.pk, region.pk}


def test_an_area_that_nobody_stated_is_the_bassin_of_the_site_and_without_one_the_region(make, organisation):
    seated = make(area="unstated", area_bassins=[], site=SiteFactory(organisation=organisation))
    afoot = make(area="unstated", area_bassins=[])

    assert ids(bassin=("centre-ouest",)) == {seated.pk, afoot.pk}
    assert ids(bassin=("sud",)) == {afoot.pk}


def test_a_service_for_inhabitants_drops_out_only_when_the_commune_asked_is_known_and_not_its_own(make, organisation):
    cpas = make(
        area="communes",
        area_bassins=[],
        area_communes=[MOLENBEEK],
        residents_only=True,
        site=SiteFactory(organisation=organisation),
    )
    here = nearest_place(50.8222, 4.3771)  # somebody stands in Ixelles: that is not where she lives

    assert ids(commune=(MOLENBEEK,)) == ids(bassin=("centre-ouest",)) == ids() == {cpas.pk}
    assert ids(place=find_place("1080"), radius=10) == ids(place=here, radius=10) == {cpas.pk}
    assert ids(place=find_place("sans adresse")) == {cpas.pk}
    for elsewhere in ("1050", "Ixelles", "Matonge"):
        assert ids(place=find_place(elsewhere), radius=10) == ids(place=find_place(elsewhere)) == set()


def test_outside_the_region_only_who_takes_women_from_there_is_found(make):
    open_door = make(takes_non_residents=True)
    make()

    assert ids(place=find_place("hors Région")) == ids(place=find_place("1800 Vilvoorde")) == {open_door.pk}


# Distance


def test_a_radius_finds_by_the_point_on_site_and_by_coverage_who_comes(make, organisation):
    site = SiteFactory(organisation=organisation)
    near = make(site=site, modes=["on_site"])
    unsaid = make(site=site, modes=[])
    comes = make(modes=["home_visit"], area="communes", area_bassins=[], area_communes=[MOLENBEEK])
    phones = make(modes=["phone"], area="region", area_bassins=[])
    both = make(site=site, modes=["on_site", "remote"], area_bassins=["sud"])
    make(modes=["home_visit"], area="communes", area_bassins=[], area_communes=[JETTE])
    make(site=SiteFactory(organisation=organisation, postal_code="1180/21016", lat=50.79, lon=4.36), modes=["on_site"])

    found = answer(Question(place=find_place("1080"), radius=2), size=50)

    why = {hit.service_id: hit.why for hit in found.hits}
    assert why == {
        near.pk: ("near",),
        unsaid.pk: ("near",),
        both.pk: ("near",),
        comes.pk: ("covers",),
        phones.pk: ("covers",),
    }
    assert ids(place=find_place("1050"), radius=1) == {phones.pk, both.pk}


def test_coverage_looks_at_the_bassin_and_the_commune_together(make):
    """1020 Laeken is in the City of Brussels and in the bassin Nord; the City lies in three bassins."""
    make(modes=["home_visit"], area_bassins=["centre-ouest"])
    city = make(modes=["home_visit"], area="communes", area_bassins=[], area_communes=[BRUSSELS])
    north = make(modes=["home_visit"], area_bassins=["nord"])

    assert ids(place=find_place("1020"), radius=5) == {city.pk, north.pk}


def test_a_site_without_a_point_stands_about_where_its_postal_code_is(make, organisation):
    rough = make(site=SiteFactory(organisation=organisation, lat=None, lon=None))

    (hit,) = answer(Question(place=find_place("1080"), radius=1)).hits

    assert (hit.service_id, hit.distance_m, hit.approximate) == (rough.pk, 0, True)


def test_distances_are_told_and_order_the_hits(make, organisation):
    far = make(site=SiteFactory(organisation=organisation, lat=50.8552, lon=4.34))
    near = make(site=SiteFactory(organisation=organisation, lat=50.8552, lon=4.3190))
    nowhere = make()
    hits = answer(Question(place=Place(PlaceKind.POINT, point=(50.8552, 4.3184)), sort="distance")).hits

    assert [hit.service_id for hit in hits] == [near.pk, far.pk, nowhere.pk]
    assert [hit.distance_m for hit in hits] == [42, 1516, None]
    assert not hits[0].approximate


def test_a_confidential_site_is_as_far_as_the_centre_of_its_bassin_from_a_thousand_points(make, organisation):
    bassin = Bassin.objects.get(code="sud")
    hidden = make(site=SiteFactory(organisation=organisation, confidential=True, bassin_override="sud"))
    open_site = {"postal_code": "1180/21016", "lat": bassin.lat, "lon": bassin.lon}
    known = make(site=SiteFactory(organisation=organisation, **open_site))

    rows = {row.pk: row for row in Row.objects.all()}
    assert (rows[hidden.pk].lat, rows[hidden.pk].lon) == indexed((bassin.lat, bassin.lon))
    for number in range(1000):
        point = 50.76 + number % 40 * 0.004, 4.25 + number // 40 * 0.009
        hits = answer(Question(place=Place(PlaceKind.POINT, point=point)), counts=False).hits
        assert {hit.service_id for hit in hits} == {hidden.pk, known.pk}
        assert hits[0].distance_m == hits[1].distance_m, point


# Dated facts


def test_screening_needs_the_stated_prestation_and_the_convention_on_that_day(make, organisation):
    stated = [{"prestation": "screening", "starts_on": long_ago()}]
    role = [{"role": "screening", "starts_on": long_ago()}]
    bound = OrganisationFactory(conventions=[{"starts_on": today(), "ends_on": today() + timedelta(days=10)}])
    may = make(organisation=bound, prestations=stated, roles=role)
    says = make(prestations=stated, roles=role)
    make(organisation=bound)

    def on(days, **asked):
        return ids(now=timezone.localtime() + timedelta(days=days), **asked)

    assert on(0, prestation=("screening",)) == on(10, prestation=("screening",)) == {may.pk}
    assert on(-1, prestation=("screening",)) == on(11, prestation=("screening",)) == set()
    assert on(0, role=("screening",)) == {may.pk, says.pk}
    assert answer(Question(role=("screening",))).hits[0].service_id == may.pk
    assert answer(Question()).facets["prestation"] == {"screening": 1}
    assert answer(Question()).facets["role"] == {"screening": 2}


def test_several_ranges_of_one_prestation_are_all_kept(make):
    first = {"prestation": "cpp", "starts_on": today() - timedelta(days=90), "ends_on": today() - timedelta(days=60)}
    second = {"prestation": "cpp", "starts_on": today() + timedelta(days=30)}
    made = make(prestations=[first, second])

    def on(days):
        return ids(prestation=("cpp",), now=timezone.localtime() + timedelta(days=days))

    assert [on(days) for days in (-91, -90, -60, -59, 29, 30)] == [set(), {made.pk}, {made.pk}, set(), set(), {made.pk}]


def test_room_is_said_within_sixty_days_or_given_by_right(make):
    by_right = make(room="by_right", room_said_on=None)
    few = make(room="few", room_said_on=today() - timedelta(days=60))
    make(room="open", room_said_on=today() - timedelta(days=61))
    make(room="full", room_until=today() + timedelta(days=1))
    make(room="", room_said_on=None)

    assert ids(has_room=True) == {by_right.pk, few.pk}


def test_full_holds_until_its_day_however_long_ago_that_was_said(make):
    open_again = make(room="full", room_said_on=today() - timedelta(days=90), room_until=today() - timedelta(days=1))
    make(room="full", room_said_on=today() - timedelta(days=90), room_until=today())

    assert ids(without_full=True) == {open_again.pk}


def test_confirmed_within_so_many_days(make):
    fresh = make(confirmed_on=today() - timedelta(days=30))
    make(confirmed_on=today() - timedelta(days=31))
    make(confirmed_on=None)

    assert ids(confirmed_within=30) == {fresh.pk}


# Codes


def test_a_language_also_finds_those_that_go_with_it_in_hits_and_counts(make):
    darija, arabic, french = (make(languages=[code]) for code in ("ary", "ar", "fr"))
    found = answer(Question(language=("ar",)))

    assert {hit.service_id for hit in found.hits} == {darija.pk, arabic.pk}
    assert ids(language=("ary",)) == {darija.pk}
    assert found.facets["language"] == {"ar": 2, "ary": 1, "fr": 1}
    assert french.pk in ids()


def test_counts_ignore_their_own_facet(make):
    make(themes=["housing"], languages=["fr"])
    make(themes=["legal"], languages=["fr"])
    make(themes=["legal"], languages=["nl"])
    found = answer(Question(theme=("housing",), language=("fr",)))

    assert found.total == 1
    assert found.facets["theme"] == {"housing": 1, "legal": 1}
    assert found.facets["language"] == {"fr": 1}


def test_not_knowing_the_stage_asks_for_nothing(make):
    made = make(stages=["newborn"])

    assert ids(stage=("unknown",)) == {made.pk}
    assert ids(stage=("toddler",)) == ids(stage=("no_such_code",)) == set()


def test_partners_come_first_and_may_be_all_that_is_asked(make):
    stranger, partner = make(), make(organisation=OrganisationFactory())
    known = (partner.organisation_id,)
    hits = answer(Question(partners=known)).hits

    assert [hit.service_id for hit in hits] == [partner.pk, stranger.pk]
    assert hits[0].why == ("partner",)
    assert ids(partners=known, partners_only=True) == {partner.pk}
    assert ids(partners_only=True) == set()


def test_equals_take_turns_by_the_day(make):
    for _n in range(6):
        make()
    orders = {
        tuple(hit.service_id for hit in answer(Question(now=timezone.localtime() + timedelta(days=day))).hits)
        for day in range(16)
    }

    assert len(orders) > 8


def test_names_are_sorted_as_the_page_shows_them(make):
    one = make(name_fr="École", name_nl="Zaal")
    other = make(name_fr="Zénith", name_nl="Aula")

    def names(reader):
        return [hit.service_id for hit in answer(Question(sort="name", reader=reader)).hits]

    assert names("fr") == names("en") == [one.pk, other.pk]
    assert names("nl") == [other.pk, one.pk]


# Nothing found


def test_the_least_important_filter_is_dropped_first(make):
    make(themes=["housing"], languages=["fr"], room="", room_said_on=None)
    found = answer(Question(theme=("housing",), language=("fr",), has_room=True))

    assert found.total == 0
    assert (found.nearest.dropped, found.nearest.total) == (("has_room",), 1)
    assert answer(found.nearest.question).total == 1


def test_the_language_and_the_place_are_kept_longest(make):
    make(themes=["legal"], languages=["ti"], area_bassins=["nord"])
    found = answer(Question(theme=("housing",), language=("ti",), bassin=("nord",)))

    assert found.nearest.dropped == ("theme",)


def test_a_circle_is_widened_before_it_is_dropped(make, organisation):
    make(site=SiteFactory(organisation=organisation, lat=50.8552, lon=4.37), area_bassins=["nord-est"])
    found = answer(Question(place=find_place("1080"), radius=1))

    assert found.nearest.dropped == ("radius",)
    assert found.nearest.question.radius == 5


def test_several_are_dropped_when_one_is_not_enough(make):
    make(themes=["legal"], languages=["fr"], room="", room_said_on=None)
    found = answer(Question(theme=("housing",), language=("fr",), has_room=True))

    assert found.nearest.dropped == ("has_room", "theme")


def test_a_circle_goes_with_its_place(make, organisation):
    """Nobody takes women from outside and nothing lies near: giving up the place gives up the circle around it."""
    site = SiteFactory(organisation=organisation, postal_code="1180/21016", lat=50.79, lon=4.36)
    make(site=site, residents_only=True, area="communes", area_bassins=[], area_communes=["21016"])
    nearest = answer(Question(place=find_place("1140"), radius=1)).nearest

    assert nearest.dropped == ("place",)
    assert (nearest.question.place, nearest.question.radius) == (None, None)
    assert answer(nearest.question).total == nearest.total == 1


def test_one_word_is_dropped_before_all_of_them_the_last_first(make):
    make()
    nearest = answer(Question(words="vroedvrouw enceinte alpiniste astronaute")).nearest
    assert (nearest.dropped, nearest.word) == (("words",), "")

    nearest = answer(Question(words="vroedvrouw enceinte alpiniste")).nearest
    assert (nearest.dropped, nearest.word, nearest.question.words) == (("words",), "alpiniste", "vroedvrouw enceinte")
    assert answer(nearest.question).total == nearest.total == 1

    nearest = answer(Question(words="alpiniste vroedvrouw")).nearest
    assert (nearest.word, nearest.total) == ("alpiniste", 1)


def test_words_that_belong_together_are_dropped_together(make):
    make()
    assert answer(Question(words="vroedvrouw planning familial")).nearest.word == "planning familial"


def test_so_many_words_are_left_out_one_at_a_time_and_no_more(make, monkeypatch):
    make()
    tried = []
    monkeypatch.setattr(Asking, "total", lambda asking, conditions: tried.append(1) and 0)
    answer(Question(words="vroedvrouw un deux trois quatre cinq six sept huit alpiniste astronaute"))

    assert len(tried) == nearest_question.MOST_WORDS + 1


def test_an_empty_directory_has_nothing_near():
    assert answer(Question(theme=("housing",))).nearest is None


# Cost


def test_the_number_of_queries_does_not_grow_with_the_hits(make, django_assert_num_queries):
    question = Question(theme=("pregnancy_care",), place=find_place("1080"), language=("fr",))
    make()
    answer(question)
    with django_assert_num_queries(2):
        answer(question)
    for _n in range(5):
        make()
    answer(question)
    with django_assert_num_queries(2):
        assert answer(question).total == 6
