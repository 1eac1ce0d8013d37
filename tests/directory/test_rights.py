"""The table of rights: every address of the administration, opened by every group, as written here."""

from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Locale, Page
from wagtail.models import Site as WebSite

from cms.models import Issue, Meeting, Series
from directory.models import (
    Bassin,
    BassinCoordinator,
    Campaign,
    Claim,
    Organisation,
    Service,
    Site,
    Ticket,
    User,
    Version,
)
from directory.permissions import DIRECTORY, EDITOR, LISTS, MODERATOR, NETWORK, RIGHTS, TECHNICAL
from tests.cms.meeting import come, make_meeting
from tests.directory.admin.posting import edit
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db

EVERYBODY = {EDITOR, MODERATOR, DIRECTORY, NETWORK, TECHNICAL}
WRITERS, READERS = {EDITOR, MODERATOR}, {DIRECTORY, NETWORK}
# Name of the address → the groups it opens to. The first pattern that fits decides; what fits none opens to nobody.
OPENS: dict[str, set[str]] = {
    # the furniture: home, own account, dialogs that list what pages may show
    "wagtailadmin_home": EVERYBODY,
    "wagtailadmin_account": EVERYBODY,
    "wagtailadmin_dismissibles": EVERYBODY,
    "wagtailadmin_sprite": EVERYBODY,
    "wagtailadmin_javascript_catalog": EVERYBODY,
    "wagtailadmin_tag_autocomplete": EVERYBODY,
    "wagtailadmin_choose_page*": EVERYBODY,
    "wagtailadmin_api:*:listing": EVERYBODY,
    "wagtailadmin_workflows:task_cho*": EVERYBODY,
    "wagtailembeds:*": EVERYBODY,
    "wagtail*_chooser:create": WRITERS,
    "wagtail*_chooser:*": EVERYBODY,
    "wagtailadmin_reports:site_history*": EVERYBODY,
    # Wagtail asks for rights when these two are posted
    "wagtailadmin_pages:move_confirm": EVERYBODY,
    "wagtailadmin_pages:confirm_workflow_cancellation": EVERYBODY,
    # pages
    "wagtailadmin_pages:delete": {MODERATOR},
    "wagtailadmin_pages:unpublish": {MODERATOR},
    "wagtailadmin_pages:set_privacy": {MODERATOR},
    "wagtailadmin_pages:revisions_unschedule": {MODERATOR},
    "wagtailadmin_reports:locked_pages*": {MODERATOR},
    "wagtailadmin_pages:*": WRITERS,
    "wagtailadmin_explore*": WRITERS,
    "wagtailadmin_reports:*": WRITERS,
    "wagtailforms:*": WRITERS,
    "wagtail_localize:javascript_catalog": EVERYBODY,
    "wagtail_localize:submit_page_translation": WRITERS,
    "desk_*": WRITERS,
    "wagtaildocs:*": WRITERS,
    "wagtailimages:*": WRITERS,
    "events_*": WRITERS,
    "visits": WRITERS,
    "newsletter_send": {MODERATOR},
    "newsletter*": WRITERS,
    # the directory
    "directory_*:add": {DIRECTORY},
    "directory_lists": {DIRECTORY},
    "list_*": {DIRECTORY},
    "directory_import*": {DIRECTORY},
    "directory_members": {DIRECTORY},
    "claims*": {DIRECTORY},
    "call_backs": {DIRECTORY},
    "mailboxes": {DIRECTORY},
    "proposals": {DIRECTORY},
    "directory_*": READERS,
    "choose_*": READERS,
    "campaign*": READERS,
    "mails": {DIRECTORY, TECHNICAL},
    "tickets*": {DIRECTORY},
    "overview*": {DIRECTORY},
    "journal*": READERS,
    "duplicates*": {DIRECTORY},
    # accounts and the site
    "wagtailusers_users:*": {TECHNICAL},
    "wagtailsites:delete": set(),
    "wagtailsites:*": {TECHNICAL},
    "wagtaillocales:delete": set(),
    "wagtaillocales:*": {TECHNICAL},
    "wagtailredirects:*": {MODERATOR, TECHNICAL},
}
# What stands in an address, where it is not the key of a row.
WORDS = {
    "claim": "abcd2345",
    "code": "abcd2345",  # of a report
    "kind": "organisation",  # of duplicates
    "kept": "abcd2346",
    "gone": "abcd2347",
    "language": "fr",
    "year": 2026,
    "app_label": "directory",
    "model_name": "user",
    "action": "delete",
    "content_type_app_name": "cms",
    "content_type_model_name": "informationpage",
    "app_name": "taggit",
}
OF_A_MEETING = ("attendees", "table", "paper", "attest", "call_off", "meetings")
ROWS = {
    "events_series": Series,
    **{f"events_{name}": Meeting for name in OF_A_MEETING},
    "campaign": Campaign,
    "campaign_table": Campaign,
    "directory_service": Service,
    "directory_organisation": Organisation,
    "directory_site": Site,
    "directory_members": Organisation,
    "choose_service": Service,
    "choose_organisation": Organisation,
    "choose_site": Site,
    "wagtailusers_users": User,
    "wagtailusers_groups": Group,
    "wagtailsites": WebSite,
    "wagtaillocales": Locale,
    "newsletter_send": Issue,
}


@pytest.fixture
def people():
    """One of each group; nobody coordinates a bassin yet."""
    call_command("set_up_groups")
    ServiceFactory()
    for name in ("kept", "gone"):
        OrganisationFactory(code=WORDS[name])
    Ticket.objects.create(code=WORDS["code"], organisation=Organisation.objects.first(), reason="hours")
    Issue.objects.create(number=1)
    Claim.objects.create(
        code=WORDS["claim"], name="Les Clefs", state="waiting", full_name="Nadia", email="n@example.org"
    )
    Campaign.objects.create(name="Nord", phone_from=timezone.localdate())
    come(make_meeting())
    return {name: UserFactory(groups=[name]) for name in RIGHTS}


def addresses():
    """Name and address of every page of the administration that can be asked for."""
    page = Page.objects.filter(depth=3).first() or Page.objects.filter(depth=2).get()
    for name, pattern in walk(get_resolver("wagtail.admin.urls").url_patterns):
        if name == "wagtailadmin_logout":  # takes the cookie away, even when only looked at
            continue
        # All lists share one viewset: each is asked for, one is walked through.
        if name.startswith("list_") and not name.endswith(":index") and not name.startswith("list_category:"):
            continue
        try:
            keys = pattern.pattern.converters
            yield name, reverse(name, kwargs={key: value_of(key, name, page) for key in keys})
        except NoReverseMatch:
            continue


def walk(patterns, spaces=()):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, (*spaces, *filter(None, [pattern.namespace])))
        else:
            yield ":".join([*spaces, pattern.name or ""]), pattern


def value_of(key, name, page):
    space = name.split(":")[0]
    model = apps.get_model("directory", space[5:]) if space.startswith("list_") else ROWS.get(space)
    if key == "pk" and model:
        row = model._default_manager.first()
        return row.pk if row else 1
    return WORDS.get(key, page.pk if key.endswith("page_id") else 1)


def opens(client, address):
    """One of Wagtail's pages fails on purpose, another without a position."""
    client.raise_request_exception = False
    return client.get(address).status_code == 200


def expected(name):
    return next((groups for pattern, groups in OPENS.items() if fnmatchcase(name, pattern)), set())


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_every_address_opens_to_the_groups_written_here_and_no_other(client, people):
    asked = dict(addresses())
    found = {}
    for group, person in people.items():
        client.force_login(person)
        for name, address in asked.items():
            if opens(client, address):
                found.setdefault(name, set()).add(group)

    assert {n: g for n, g in found.items() if g != expected(n)} == {}
    # Every line of the table is about something that exists and opens.
    idle = [p for p, groups in OPENS.items() if groups and not any(fnmatchcase(n, p) for n in found)]
    assert set(idle) <= {"directory_import*"}


def test_a_member_of_an_organisation_opens_nothing(client, people):
    client.force_login(UserFactory(of=OrganisationFactory()))

    opened = {name for name, address in addresses() if opens(client, address)}
    assert opened == {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


@pytest.mark.parametrize("group", sorted(EVERYBODY - {DIRECTORY}))
def test_nobody_else_writes_the_directory_or_its_lists(client, people, group):
    client.force_login(people[group])
    count = Version.objects.count()

    for name, address in addresses():
        if name.startswith(("directory_", "list_")) and not name.endswith(("index", "results")):
            assert client.post(address, {"name_fr": "x", "code": "x"}).status_code in {302, 403, 404, 405}, name
    assert Version.objects.count() == count


def test_the_rights_are_written_once_however_often_the_command_runs():
    def written():
        return {
            name: (
                set(group.permissions.values_list("content_type__app_label", "codename")),
                set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission__codename")),
                set(GroupCollectionPermission.objects.filter(group=group).values_list("permission__codename")),
            )
            for name, group in ((g.name, g) for g in Group.objects.all())
        }

    call_command("set_up_groups")
    first = written()
    Group.objects.get(name=EDITOR).permissions.clear()
    call_command("set_up_groups")

    assert written() == first
    assert set(first) == set(RIGHTS)


def test_every_list_has_its_rights():
    assert {f"directory.change_{name}" for name in LISTS} <= set(RIGHTS[DIRECTORY])
    assert not any("referral" in right for rights in RIGHTS.values() for right in rights)


# A network coordinator and her bassins -----------------------------------------------------------------------------


@pytest.fixture
def of_the_north(people, client):
    person = people[NETWORK]
    BassinCoordinator.objects.create(user=person, bassin=Bassin.objects.get(code="nord"))
    client.force_login(person)
    return person


def in_the_north(**values):
    return SiteFactory(street_fr="Rue du Nord 1", bassin_override="nord", **values)


def test_a_network_coordinator_changes_the_cards_of_her_bassin(client, of_the_north):
    site = in_the_north()
    service = ServiceFactory(site=site)

    for record in (service, site, site.organisation):
        edit(client, record).save(name_fr="Revu")
        assert type(record).objects.get(pk=record.pk).name_fr == "Revu"


def test_a_team_without_address_belongs_to_the_bassin_it_covers(client, of_the_north):
    mobile = ServiceFactory(mobile=True, area="bassins", area_bassins=["nord"])

    edit(client, mobile).save(name_fr="Revu")

    assert Service.objects.get(pk=mobile.pk).name_fr == "Revu"


def test_she_reads_the_cards_of_other_bassins_without_changing_them(client, of_the_north):
    elsewhere = ServiceFactory(name_fr="Ailleurs")
    page = edit(client, elsewhere)

    assert b"disabled" in page.page.content
    assert page.save(name_fr="Revu").url == reverse("wagtailadmin_home")
    undo = reverse("directory_service:undo", args=[elsewhere.pk, Version.objects.of(elsewhere).first().pk])
    client.post(undo)
    assert Service.objects.get(pk=elsewhere.pk).name_fr == "Ailleurs"


def test_her_bassin_is_lost_with_her_group(client, of_the_north):
    service = ServiceFactory(site=in_the_north(), name_fr="Avant")
    data = edit(client, service).data(name_fr="Après")
    of_the_north.groups.clear()

    client.post(reverse("directory_service:edit", args=[service.pk]), data)

    assert Service.objects.get(pk=service.pk).name_fr == "Avant"
