"""Which records may be one: what brings two together, and what does not."""

from hashlib import sha256

import pytest

from directory.actions.duplicates import dismiss, look_again, refresh
from directory.likeness import MOST, Sketch, organisations, plain, services, skeleton
from directory.models import Likeness
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

NAME, PHONE, PLACE = "Maison médicale du Tilleul", "+3225294120", "rue haute 1 1000"


def sketch(key, name=NAME, **shared):
    sets = {one: frozenset(values) for one, values in shared.items() if one in {"phones", "places"}}
    return Sketch(key, (plain(name),), **{**shared, **sets})


def why(one, other):
    """Of two organisations: what they share, or nothing."""
    return next((set(found.why) for found in organisations([one, other])), set())


@pytest.mark.parametrize(
    "name",
    [
        "Maison Médicale du Tilleul asbl",
        "maison medicale le tileul",
        "Tilleul, maison médicale du",
        "Maison médicale du Tillleul",
    ],
)
def test_a_name_written_otherwise_is_found(name):
    assert why(sketch("a"), sketch("b", name)) == {"name"}


@pytest.mark.parametrize(
    ("mine", "theirs", "shared"),
    [
        # two midwives of one practice
        (
            {"name": "Sofia Peeters", "phones": [PHONE], "places": [PLACE]},
            {"name": "Aline Dubois", "phones": [PHONE], "places": [PLACE]},
            set(),
        ),
        # an organisation and its branch with its own number
        (
            {"name": "Planning familial Nord", "number": "0212347945"},
            {"name": "Planning familial Nord", "number": "0212346955"},
            set(),
        ),
        (
            {"name": "Planning familial Nord", "number": "0212347945", "phones": [PHONE]},
            {"name": "Planning familial Nord", "number": "0212346955", "phones": [PHONE]},
            {"name", "phone"},
        ),
        ({"name": "Le Verger"}, {"name": "Le Berger"}, set()),
        (
            {"name": "Le Verger du Nord", "phones": [PHONE]},
            {"name": "Le Berger du Nord", "phones": [PHONE]},
            {"name", "phone"},
        ),
        (
            {"name": "Aquarelle Saint-Pierre", "phones": [PHONE], "places": [PLACE]},
            {"name": "Aquarelle asbl", "phones": [PHONE], "places": [PLACE]},
            {"phone", "address"},
        ),
        ({"name": "X", "number": "0212347945"}, {"name": "Y", "number": "0212347945"}, {"number"}),
    ],
)
def test_two_organisations_are_brought_together_by_what_they_share(mine, theirs, shared):
    assert why(sketch("a", **mine), sketch("b", **theirs)) == shared


def test_one_name_in_dutch_and_two_in_french_are_two():
    one, other = (Sketch(name, (plain(name), plain("De Pluim"), "")) for name in ("La Plume", "L’Oie"))

    assert list(organisations([one, other])) == []


def test_what_is_long_and_shared_does_not_hide_what_is_short_and_different():
    name = "Centre d’action sociale globale de la %s"

    assert why(sketch("a", name % "Plume"), sketch("b", name % "Voile")) == set()
    assert why(sketch("a", name % "Plume"), sketch("b", name % "Plumme")) == {"name"}


def test_a_switchboard_brings_nobody_together():
    many = [sketch(f"c{n:03}", f"{word(n)} {word(n * 7 + 3)}", phones=[PHONE]) for n in range(MOST + 1)]

    assert list(organisations(many)) == []


def word(number):
    """Of letters that have nothing to do with those of other numbers."""
    return "".join(chr(ord("a") + int(sign, 16)) for sign in sha256(str(number).encode()).hexdigest()[:10])


def test_branches_with_one_name_are_services_apart():
    here = {"owner": "o", "kind": "1", "phones": [PHONE]}
    one, branch = sketch("a", places=["rue haute 1 1000"], **here), sketch("b", places=["rue basse 2 1080"], **here)
    again, other_kind = sketch("c", places=["rue haute 1 1000"], **here), sketch("d", **here | {"kind": "2"})

    assert [(found.one, found.other) for found in services([one, branch, again, other_kind])] == [("a", "c")]


def test_slips_of_the_pen_leave_the_skeleton():
    assert skeleton(plain("Maison Tilleul")) == skeleton(plain("tileul maisson"))


# As it is kept -----------------------------------------------------------------------------------------------------


@pytest.fixture
def twins(db):
    """Two organisations with one name, a site and a telephone each, of which one is shared."""
    number = [{"kind": "phone", "value": "+3225555555"}]
    pair = [OrganisationFactory(name_fr=NAME, name_nl="", contacts=number) for _time in range(2)]
    for one in pair:
        SiteFactory(organisation=one)
    OrganisationFactory(name_fr="Tout autre chose", name_nl="")
    return sorted(pair, key=lambda one: one.code)


def kept():
    return [(row.kind, row.one, row.other) for row in Likeness.objects.to_look_at()]


def test_what_was_found_is_kept_and_goes_when_it_is_so_no_longer(twins):
    assert refresh() == 1
    assert kept() == [("organisation", twins[0].code, twins[1].code)]
    assert Likeness.objects.get().why == ["name", "phone"]

    type(twins[0]).objects.filter(pk=twins[0].pk).update(name_fr="Le Parvis")
    assert refresh() == 0


def test_not_the_same_stays_said(twins):
    refresh()
    dismiss("organisation", twins[1].code, twins[0].code, by=UserFactory())

    assert refresh() == 0
    assert Likeness.objects.count() == 1

    look_again("organisation", twins[1].code, twins[0].code)
    assert refresh() == 1


def test_services_of_one_place_with_one_name_are_found(db):
    first = ServiceFactory(name_fr="Consultation prénatale", name_nl="")
    same = {"organisation": first.organisation, "site": first.site}
    second = ServiceFactory(name_fr="Consultations prénatales", name_nl="", **same)
    ServiceFactory(name_fr="Consultation prénatale", name_nl="")

    refresh()

    assert [row for row in kept() if row[0] == "service"] == [("service", *sorted((first.code, second.code)))]
    assert set(Likeness.objects.get(kind="service").why) == {"name", "phone", "address", "organisation"}


def test_looking_asks_as_often_for_many_as_for_few(twins, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        refresh()
    for number in range(20):
        ServiceFactory(name_fr=f"Autre {number}")

    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        refresh()
