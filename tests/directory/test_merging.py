"""Two cards that are one: merged field by field, found under their old addresses, and taken apart again."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from directory import actions
from directory.actions import merging, tickets
from directory.actions.duplicates import refresh
from directory.actions.shape import shape_of
from directory.actions.tickets import Said
from directory.forms.merging import Comparison
from directory.models import (
    Likeness,
    Membership,
    Merge,
    Organisation,
    Partnership,
    Proposal,
    Service,
    Site,
    SourceRecord,
    Version,
)
from directory.permissions import DIRECTORY
from tests.directory.admin.posting import edit
from tests.factories import OrganisationFactory, ServiceFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
MAIL = {"kind": "mail", "value": "nord@example.org"}
PHONE = {"kind": "phone", "value": "+3225555555"}


@pytest.fixture
def coordinator():
    call_command("set_up_groups")
    return UserFactory(groups=[DIRECTORY])


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def kept():
    return OrganisationFactory(name_fr="Le Parvis", description_fr="", contacts=[PHONE])


@pytest.fixture
def gone():
    """With a service, a member, a report and an enterprise number."""
    values = {"description_fr": "Accueil", "enterprise_number": "0212347945", "contacts": [MAIL, PHONE]}
    one = OrganisationFactory(name_fr="Parvis", **values)
    ServiceFactory(organisation=one)
    UserFactory(of=one)
    tickets.report(one, Said("hours"))
    SourceRecord.objects.create(
        source=SourceFactory(), external_id="1", organisation=one, fingerprint="x", seen_at=timezone.now()
    )
    return one


def compare(desk, kept, gone, **chosen):
    kind = kept._meta.model_name
    address = reverse("duplicates_compare", args=[kind, kept.code, gone.code])
    version = desk.get(address).context["version"]
    return desk.post(address, {"version": version, **{f"take-{name}": side for name, side in chosen.items()}})


def organisation_page(record, language="fr"):
    with translation.override(language):
        return reverse("directory:organisation", args=[record.code])


def test_the_survivor_says_what_was_chosen_and_has_what_belonged_to_the_other(desk, kept, gone):
    compare(desk, kept, gone, name_fr="kept", description_fr="gone", enterprise_number="gone", contacts="both")

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name_fr, kept.description_fr, kept.enterprise_number) == ("Le Parvis", "Accueil", "0212347945")
    assert sorted(kept.contacts.values_list("value", flat=True)) == ["+3225555555", "nord@example.org"]
    assert gone.merged_into == kept
    for model in (Site, Service, Membership, SourceRecord):
        assert set(model.objects.values_list("organisation", flat=True)) == {kept.pk}, model
    assert kept.tickets.count() == 1


def test_what_nobody_chose_is_what_the_other_leaves_unsaid(kept, gone):
    taken = {each.name: each.taken for each in Comparison(kept, gone).differences}

    assert taken["name_fr"] == "kept"
    assert taken["description_fr"] == "gone"
    assert taken["contacts"] == "both"


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_old_address_leads_to_the_new_card(desk, client, kept, gone, language):
    compare(desk, kept, gone)

    answer = client.get(organisation_page(gone, language))

    assert answer.status_code == 301
    assert answer["Location"] == organisation_page(kept, language)


def test_undone_everything_is_where_it_was(desk, kept, gone):
    held = {model: list(model.objects.order_by("pk").values_list("organisation", flat=True)) for model in MOVED}
    compare(desk, kept, gone, description_fr="gone", enterprise_number="gone")

    desk.post(reverse("duplicates_undo", args=[Merge.objects.get().code]))

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.description_fr, kept.enterprise_number, kept.contacts.count()) == ("", None, 1)
    assert (gone.merged_into, gone.enterprise_number) == (None, "0212347945")
    assert {model: list(model.objects.order_by("pk").values_list("organisation", flat=True)) for model in MOVED} == held


MOVED = (Site, Service, Membership, SourceRecord)


def test_undoing_leaves_what_was_changed_or_added_since(kept, gone, coordinator):
    done = merging.merge(kept, gone, {"description_fr": "Accueil", "name_fr": "Parvis"}, by=coordinator)
    actions.save(kept, {"name_fr": "Le nouveau Parvis"}, by=None, via=Version.Via.ADMIN)
    new = ServiceFactory(organisation=kept)

    assert merging.undo_merge(done, by=coordinator) == ["name_fr"]

    kept.refresh_from_db()
    new.refresh_from_db()
    assert (kept.name_fr, kept.description_fr) == ("Le nouveau Parvis", "")
    assert new.organisation == kept
    assert gone.services.count() == 1


def test_it_is_undone_once_and_for_thirty_days(kept, gone, coordinator):
    done = merging.merge(kept, gone, {}, by=coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(ValidationError):
        merging.undo_merge(done, by=coordinator)

    merging.undo_merge(done, by=coordinator)
    with pytest.raises(ValidationError):
        merging.undo_merge(done, by=coordinator)


def test_history_does_not_take_half_of_it_back(kept, gone, coordinator):
    merging.merge(kept, gone, {}, by=coordinator)

    with pytest.raises(ValidationError):
        actions.undo(Version.objects.of(gone).first(), by=coordinator)


def test_a_card_that_changed_meanwhile_is_looked_at_again(desk, kept, gone):
    address = reverse("duplicates_compare", args=["organisation", kept.code, gone.code])
    version = desk.get(address).context["version"]
    actions.save(gone, {"name_fr": "Parvis et cour"}, by=None, via=Version.Via.ADMIN)

    answer = desk.post(address, {"version": version, "take-name_fr": "gone"})

    assert Merge.objects.count() == 0
    row = next(row for row in answer.context["rows"] if row["name"] == "name_fr")
    assert (row["gone"], row["taken"]) == ("Parvis et cour", "gone")


def test_somebody_who_edits_a_card_that_was_merged_loses_nothing_of_what_she_typed(desk, kept, gone, coordinator):
    form = edit(desk, gone)
    merging.merge(kept, gone, {}, by=coordinator)

    answer = form.save(description_fr="Accueil du lundi au jeudi")

    page = answer.content.decode()
    gone.refresh_from_db()
    assert gone.description_fr == "Accueil"
    assert "Accueil du lundi au jeudi" in page
    assert reverse("directory_organisation:edit", args=[kept.pk]) in page


def test_the_other_card_edited_meanwhile_shows_both(desk, kept, gone, coordinator):
    form = edit(desk, kept)
    merging.merge(kept, gone, {"description_fr": "Accueil"}, by=coordinator)

    answer = form.save(name_fr="Le grand Parvis")

    assert "overtaken" in answer.context
    kept.refresh_from_db()
    assert (kept.name_fr, kept.description_fr) == ("Le Parvis", "Accueil")


def test_a_member_is_led_to_the_organisation_that_took_hers_over_with_what_she_sends(client, kept, gone, coordinator):
    """While she is at it: her session goes on."""
    ticket, member = gone.tickets.get(), gone.memberships.get().user
    client.force_login(member)
    merging.merge(kept, gone, {}, by=coordinator)
    with translation.override("fr"):
        old, new = (reverse("own:tickets_one", args=[one.code, ticket.code]) for one in (gone, kept))

    answer = client.post(old, {"outcome": "mended"})
    assert (answer.status_code, answer["Location"]) == (307, new)
    client.force_login(UserFactory(of=OrganisationFactory()))
    assert client.get(old).status_code == 404


def test_the_suspended_and_the_invented_are_not_merged(desk, kept, gone):
    for name, value, said in (
        ("status", Organisation.Status.SUSPENDED, "suspendue"),
        ("is_demo", True, "inventée"),
    ):
        for one in (kept, gone):
            before = getattr(one, name)
            Organisation.objects.filter(pk=one.pk).update(**{name: value})
            assert said in compare(desk, kept, gone).content.decode()
            Organisation.objects.filter(pk=one.pk).update(**{name: before})
    assert not Merge.objects.exists()
    assert gone.memberships.count() == 1


def test_a_change_that_waits_is_about_the_survivor(kept, gone, coordinator):
    kind = ContentType.objects.get_for_model(gone)
    waiting = Proposal.objects.create(
        organisation=gone,
        content_type=kind,
        object_id=gone.pk,
        before={"name_nl": ""},
        after={"name_nl": "Het Voorplein"},
    )
    done = merging.merge(kept, gone, {}, by=coordinator)
    assert Proposal.objects.of(kept).waiting().get() == waiting

    merging.undo_merge(done, by=coordinator)
    assert Proposal.objects.of(gone).waiting().get() == waiting


def test_who_is_in_both_stays_once_and_manages_what_she_managed(kept, gone, coordinator):
    member = gone.memberships.get()
    Membership.objects.filter(pk=member.pk).update(role=Membership.Role.MANAGER)
    hers = Membership.objects.create(user=member.user, organisation=kept)

    done = merging.merge(kept, gone, {}, by=coordinator)
    hers.refresh_from_db()
    assert (hers.role, kept.memberships.count()) == (Membership.Role.MANAGER, 1)

    merging.undo_merge(done, by=coordinator)
    hers.refresh_from_db()
    assert hers.role == Membership.Role.MEMBER
    assert gone.memberships.count() == 1


def test_partnerships_move_with_the_lower_number_first(kept, gone, coordinator):
    third = OrganisationFactory()
    Partnership.objects.create(one=gone, other=third, starts_on=timezone.localdate())

    done = merging.merge(kept, gone, {}, by=coordinator)
    bond = Partnership.objects.get()
    assert (bond.one, bond.other) == (kept, third)

    merging.undo_merge(done, by=coordinator)
    assert Partnership.objects.get().one == gone


def test_everything_that_points_at_a_card_moves_or_is_named_here():
    """What a new table keeps about an organisation must not be forgotten by a merge."""
    stay = {
        Organisation: {"merged", "partnerships_as_one", "partnerships_as_other"},
        Service: {"merged", "proof"},  # who proved a mailbox proved that one
    }
    for kind, model in merging.MODELS.items():
        moved = {*shape_of(model).children, *merging.ROWS[kind], "sites", "services", "predecessors"}
        named = {relation.get_accessor_name() or "+" for relation in model._meta.related_objects}
        assert {name for name in named if not name.endswith("+")} - moved - stay[model] == set(), kind


def test_two_services_are_merged_and_the_old_card_leads_on(desk, client):
    one = ServiceFactory(languages=["fr"], room="open")
    other = ServiceFactory(languages=["nl"], full=True, organisation=one.organisation, site=one.site)
    ticket = tickets.report(other, Said("hours"))

    compare(desk, one, other, languages="both", room="gone")

    one.refresh_from_db()
    ticket.refresh_from_db()
    assert sorted(one.languages.values_list("code", flat=True)) == ["fr", "nl"]
    assert (one.room, one.room_until) == (other.room, other.room_until)
    assert ticket.service == one
    with translation.override("fr"):
        answer = client.get(reverse("directory:service", args=[other.code]))
        assert answer["Location"] == reverse("directory:service", args=[one.code])


def test_the_list_offers_pairs_and_takes_not_the_same(desk, kept, gone):
    address = reverse("duplicates", args=["organisation"])
    Organisation.objects.filter(pk=gone.pk).update(name_fr="Le Parvis")
    refresh()
    page = desk.get(address).content.decode()
    row = Likeness.objects.get(kind="organisation")
    assert reverse("duplicates_compare", args=["organisation", row.one, row.other]) in page

    desk.post(address, {"one": row.one, "other": row.other, "action": "apart"})
    assert row.one not in desk.get(address).content.decode()
    assert row.one in desk.get(address + "?apart").content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(desk, django_assert_max_num_queries):
    def pairs(count):
        for number in range(count):
            for _time in range(2):
                OrganisationFactory(name_fr=f"Maison numéro {number} {'abcdefgh'[number] * 4}", name_nl="")
        refresh()

    address = reverse("duplicates", args=["organisation"])
    pairs(1)
    desk.get(address)
    with django_assert_max_num_queries(60) as few:
        desk.get(address)
    pairs(7)
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(address)
