"""Who may do what in the administration: the groups' rights in one table, and whose records a coordinator edits.

`manage.py set_up_groups` writes the table; tests/directory/test_rights.py opens every address of the administration
with every group. No right of this table, nor being a superuser, opens a referral.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from directory.models import BassinCoordinator, Membership, Organisation, Service, Site, User

Anyone = User | AnonymousUser
Rights = tuple[str, ...]

EDITOR = gettext_noop("editor")
MODERATOR = gettext_noop("moderator")
DIRECTORY = gettext_noop("directory coordinator")
NETWORK = gettext_noop("network coordinator")
TECHNICAL = gettext_noop("technical administrator")

# The code lists and what goes with them: « Lists » in the menu.
LISTS = (
    "theme",
    "themegroup",
    "stage",
    "role",
    "audience",
    "mode",
    "access",
    "language",
    "category",
    "authority",
    "helpline",
    "bassin",
    "commune",
    "postalcode",
    "sector",
    "neighbourhood",
    "programme",
    "prestation",
    "prestationrule",
    "scenario",
    "scenariorule",
    "indicator",
    "source",
    "categorymapping",
)
RECORDS = ("organisation", "site", "service")

OPEN: Rights = ("wagtailadmin.access_admin",)
READ: Rights = tuple(f"directory.view_{name}" for name in RECORDS)
WRITE: Rights = tuple(f"directory.{verb}_{name}" for name in RECORDS for verb in ("add", "change"))
EDIT_LISTS: Rights = tuple(f"directory.{verb}_{name}" for name in LISTS for verb in ("add", "change", "view"))
IMPORT: Rights = ("directory.add_importrun", "directory.view_importrun")
# « page: » rights hold on the whole tree, « media: » rights on every collection.
PAGES: Rights = ("page:add_page", "page:change_page")
PUBLISH: Rights = ("page:publish_page", "page:lock_page", "page:unlock_page", "page:bulk_delete_page")
MEDIA: Rights = tuple(f"media:{verb}_{name}" for name in ("image", "document") for verb in ("add", "change", "choose"))
TRANSLATE: Rights = ("wagtail_localize.submit_translation",)
MAIL: Rights = ("directory.view_letter", "directory.change_letter")
TICKETS: Rights = ("directory.view_ticket", "directory.change_ticket")
# What was done with an organisation, and when somebody comes back to it: Brusano's whole team.
JOURNAL: Rights = ("directory.view_journalentry", "directory.add_journalentry")
# Events: the dated facts and the series, and who comes. Names go 30 days after the event.
EVENTS: Rights = (
    *(f"cms.{verb}_{name}" for name in ("meeting", "series") for verb in ("add", "change", "view")),
    *(f"cms.{verb}_registration" for verb in ("change", "view")),
)
# An editor puts an issue of the newsletter together, a moderator sends it.
NEWSLETTER: Rights = ("cms.change_issue",)
SEND_NEWSLETTER: Rights = ("cms.send_issue",)
# Who speaks for which organisation, and how Brusano found out.
MEMBERS: Rights = (
    *(f"directory.{verb}_{name}" for name in ("claim", "membership", "proposal") for verb in ("change", "view")),
    *(f"directory.{verb}_callback" for verb in ("add", "view")),
)
# Who has lost a second factor is called back, staff too.
CALL: Rights = ("directory.add_callback",)
# A campaign is begun and closed by the directory's coordinator; in her bassins a network coordinator phones.
CAMPAIGNS: Rights = tuple(f"directory.{verb}_campaign" for verb in ("add", "change", "view"))
PEOPLE: Rights = ("directory.add_user", "directory.change_user", "directory.view_user")
# Where an old address leads: whoever publishes pages moves them.
REDIRECT: Rights = tuple(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete"))
SITE: Rights = tuple(f"wagtailcore.{verb}_{name}" for name in ("site", "locale") for verb in ("add", "change"))

RIGHTS: dict[str, Rights] = {
    EDITOR: (*OPEN, *EVENTS, *PAGES, *MEDIA, *TRANSLATE, *NEWSLETTER),
    MODERATOR: (*OPEN, *EVENTS, *PAGES, *PUBLISH, *REDIRECT, *MEDIA, *TRANSLATE, *NEWSLETTER, *SEND_NEWSLETTER),
    DIRECTORY: (*OPEN, *READ, *WRITE, *EDIT_LISTS, *IMPORT, *MEMBERS, *MAIL, *TICKETS, *JOURNAL, *CAMPAIGNS),
    NETWORK: (*OPEN, *READ, *JOURNAL, "directory.view_campaign"),
    TECHNICAL: (*OPEN, *PEOPLE, *CALL, *SITE, *REDIRECT, *MAIL),
}


def need(user: Anyone, right: str) -> User:
    """Whoever it is, known to have that right; everybody else is refused."""
    if not isinstance(user, User) or not user.has_perm(right):
        raise PermissionDenied
    return user


def manages(user: Anyone, organisation: Organisation) -> bool:
    """A manager of it today, and it is not suspended. Asked of the database each time: a right ends with the next
    request."""
    alive = Organisation.objects.of(user).exclude(status=Organisation.Status.SUSPENDED).filter(pk=organisation.pk)
    if user.pk is None:  # nobody
        return False
    return Membership.objects.managers().filter(user__pk=user.pk, organisation__in=alive).exists()


def acts_for(user: Anyone, organisation: Organisation) -> bool:
    """A member today of an organisation that is alive and not suspended: she writes its cards."""
    alive = Organisation.objects.of(user).exclude(status=Organisation.Status.SUSPENDED)
    return alive.filter(pk=organisation.pk).exists()


def may_rule(user: Anyone, organisation: Organisation) -> bool:
    """Who says who acts for it: its managers once it is verified, and Brusano."""
    if user.is_active and user.has_perm("directory.change_membership"):
        return True
    verified = Organisation.objects.filter(pk=organisation.pk, status=Organisation.Status.VERIFIED)
    return manages(user, organisation) and verified.exists()


def bassins_of(user: Anyone) -> set[int]:
    """Ids of the bassins she coordinates; none once she may no longer read the directory."""
    if not isinstance(user, User) or not user.is_active or not user.has_perm("directory.view_service"):
        return set()
    return set(BassinCoordinator.objects.filter(user=user).values_list("bassin", flat=True))


def may_change(user: Anyone, record: models.Model) -> bool:
    """Everything with the model's own right; a network coordinator, the records of her bassins."""
    if user.has_perm(f"directory.change_{record._meta.model_name}"):
        return True
    if not isinstance(record, Organisation | Site | Service) or not (bassins := bassins_of(user)):
        return False
    return type(record)._default_manager.filter(_in_bassins(type(record), bassins), pk=record.pk).exists()


def changeable(user: Anyone) -> models.QuerySet[Service]:
    """The services for which `may_change` says yes."""
    if user.has_perm("directory.change_service"):
        return Service.objects.all()
    hers = Service.objects.filter(_in_bassins(Service, bassins_of(user)))
    return Service.objects.filter(pk__in=hers.values("pk"))


def _in_bassins(model: type[models.Model], bassins: set[int]) -> Q:
    """Where a record lies, or the area it covers when it lies nowhere."""
    if model is Site:
        return Q(bassin__in=bassins)
    if model is Service:
        return Q(site__bassin__in=bassins) | Q(site=None, area_bassins__in=bassins)
    return Q(sites__bassin__in=bassins)
