"""Who may screen, what is open when: dated rows decide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import programme
from directory.models import Organisation, Prestation, PrestationRule, ScenarioRule, Stage
from tests.factories import ServiceFactory

DAY = date(2026, 3, 2)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def service(stated=(), convention=(), **values):
    """A service with a screening stated over each (from, until), its organisation with conventions likewise."""
    return ServiceFactory(
        prestations=[{"prestation": "screening", "starts_on": a, "ends_on": b} for a, b in stated],
        organisation__conventions=[{"starts_on": a, "ends_on": b} for a, b in convention],
        **values,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stated", "convention", "may"),
    [
        ([(BEFORE, None)], [(BEFORE, None)], True),
        ([(DAY, DAY)], [(DAY, DAY)], True),
        ([(BEFORE, None)], [], False),
        ([], [(BEFORE, None)], False),
        ([(AFTER, None)], [(BEFORE, None)], False),
        ([(BEFORE, BEFORE)], [(BEFORE, None)], False),
        ([(BEFORE, None)], [(BEFORE, BEFORE)], False),
        ([(BEFORE, None)], [(AFTER, None)], False),
        ([(BEFORE, BEFORE), (DAY, None)], [(BEFORE, BEFORE), (BEFORE, None)], True),
    ],
)
def test_screening_needs_a_stated_prestation_and_a_convention_both_valid_that_day(stated, convention, may):
    one = service(stated, convention)
    assert list(programme.screening_on(DAY)) == ([one] if may else [])


@pytest.mark.django_db
def test_another_prestation_or_the_role_alone_is_not_screening():
    ServiceFactory(
        organisation__bib=True,
        prestations=[{"prestation": "cpp", "starts_on": BEFORE}],
        roles=[{"role": "screening", "starts_on": BEFORE}],
    )
    assert not programme.screening_on(DAY).exists()


@pytest.mark.django_db
def test_who_is_closed_or_not_verified_does_not_screen():
    both = {"stated": [(BEFORE, None)], "convention": [(BEFORE, None)]}
    service(**both, closed_on=BEFORE)
    service(**both, organisation__status=Organisation.Status.SUSPENDED)
    assert not programme.screening_on(DAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        ("pregnant_1_3", ["screening", "cpp", "coordination", "concertation"]),
        ("newborn", ["screening", "coordination", "concertation"]),
        ("toddler", ["coordination", "concertation"]),
        ("unconfirmed", []),
        ("unknown", ["screening", "cpp", "coordination", "concertation"]),
        ("no such stage", []),
    ],
)
def test_what_the_programme_offers_at_each_stage(stage, codes):
    assert [each.prestation.code for each in programme.prestations_at(stage, DAY)] == codes


@pytest.mark.django_db
def test_nothing_is_offered_before_the_programme_began():
    assert programme.prestations_at("pregnant_1_3", date(2024, 5, 31)) == []
    assert programme.concertation_rule(date(2024, 5, 31)) is None


@pytest.mark.django_db
def test_limits_are_reminders_to_check_in_bib_and_unsure_rules_are_provisional():
    offers = {each.prestation.code: each for each in programme.prestations_at("pregnant_4_6", DAY)}
    assert offers["screening"].reminder == ""
    assert not offers["screening"].after_screening
    assert "2" in offers["cpp"].reminder
    assert "BIB" in offers["cpp"].reminder
    assert "BIB" in offers["coordination"].reminder
    assert "4" in offers["concertation"].reminder
    assert offers["coordination"].rule.provisional
    assert not offers["cpp"].rule.provisional
    assert all(each.rule.source and each.rule.free_for_her for each in offers.values())


@pytest.mark.django_db
def test_a_rule_edited_by_brusano_takes_over_from_its_day():
    cpp = Prestation.objects.get(code="cpp")
    rule = PrestationRule.objects.create(prestation=cpp, starts_on=AFTER, maximum=3, period="pregnancy", source="new")
    rule.stages.set([Stage.objects.get(code="newborn")])
    assert "cpp" not in [each.prestation.code for each in programme.prestations_at("newborn", DAY)]
    later = {each.prestation.code: each for each in programme.prestations_at("newborn", AFTER)}
    assert "3" in later["cpp"].reminder


@pytest.mark.django_db
def test_what_a_scenario_opens_is_to_be_confirmed_until_brusano_says_it():
    assert [(rule.prestation.code, rule.opens, rule.provisional) for rule in programme.opened_by("a", DAY)] == [
        ("cpp", "unknown", True),
        ("coordination", "unknown", True),
        ("concertation", "unknown", True),
    ]
    cpp = Prestation.objects.get(code="cpp")
    old = ScenarioRule.objects.get(scenario__code="a", prestation=cpp)
    ScenarioRule.objects.create(
        scenario=old.scenario, prestation=cpp, starts_on=DAY, opens=ScenarioRule.Opens.YES, provisional=False
    )
    opened = {rule.prestation.code: rule.opens for rule in programme.opened_by("a", DAY)}
    assert opened["cpp"] == "yes"


@pytest.mark.django_db
def test_a_concertation_is_four_people_of_whom_one_care_provider():
    rule = programme.concertation_rule(DAY)
    assert (rule.minimum_participants, rule.minimum_care_providers) == (4, 1)


days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
PRESTATIONS = [Prestation(pk=n, code=f"p{n}", sort=n) for n in range(3)]


@st.composite
def rules(draw):
    """Dated rules of three prestations with their stages, overlapping at will."""
    rows = []
    for pk in range(draw(st.integers(0, 8))):
        starts = draw(days)
        ends = draw(st.none() | st.integers(0, 900).map(lambda n, starts=starts: starts + timedelta(days=n)))
        prestation = draw(st.sampled_from(PRESTATIONS))
        rule = PrestationRule(pk=pk + 1, prestation=prestation, starts_on=starts, ends_on=ends)
        rows.append((rule, draw(st.sets(st.sampled_from(["pregnant_1_3", "newborn"])))))
    return rows


@given(rules(), st.sampled_from(["pregnant_1_3", "newborn", "unknown"]), days)
def test_at_most_one_rule_a_prestation_is_open_and_it_is_in_force_and_names_the_stage(rows, stage, day):
    found = programme.open_at(rows, stage, day)
    stages = dict(rows)
    assert len({rule.prestation_id for rule in found}) == len(found)
    for rule in found:
        assert programme.valid_on(rule, day)
        assert stage == "unknown" or stage in stages[rule]
        rivals = [r for r, _s in rows if r.prestation_id == rule.prestation_id and programme.valid_on(r, day)]
        assert rule.starts_on == max(r.starts_on for r in rivals)


@given(rules(), st.sampled_from(["pregnant_1_3", "newborn"]), days)
def test_a_stage_not_known_never_hides_what_a_known_one_shows(rows, stage, day):
    assert set(programme.open_at(rows, stage, day)) <= set(programme.open_at(rows, "unknown", day))


@given(rules(), st.sampled_from(["pregnant_1_3", "unknown"]), days)
def test_the_order_rows_come_in_changes_nothing(rows, stage, day):
    starts = {(rule.prestation_id, rule.starts_on) for rule, _s in rows}
    if len(starts) == len(rows):
        assert programme.open_at(rows, stage, day) == programme.open_at(rows[::-1], stage, day)
