"""Write the groups' rights from the one table in directory.permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from directory.permissions import EDITOR, MODERATOR, RIGHTS

# What Wagtail's own migration calls them; renamed, so that its approval task keeps pointing at the moderators.
FOREIGN_NAMES = {"Editors": EDITOR, "Moderators": MODERATOR}
READ_AGAIN = "Relecture / Nalezing"  # one name for both languages: it is data
MEDIA_APPS = {"image": "wagtailimages", "document": "wagtaildocs"}


class Command(BaseCommand):
    help = "Creates the five groups with exactly the rights of directory.permissions.RIGHTS, and the pages' workflow."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            for foreign, name in FOREIGN_NAMES.items():
                if not Group.objects.filter(name=name).exists():
                    Group.objects.filter(name=foreign).update(name=name)
            for name, rights in RIGHTS.items():
                _write(Group.objects.get_or_create(name=name)[0], rights)
            _have_pages_read_again()


def _write(group: Group, rights: tuple[str, ...]) -> None:
    kinds: dict[str, list[str]] = {"plain": [], "page": [], "media": []}
    for right in rights:
        kind, _colon, label = right.rpartition(":")
        kinds[kind or "plain"].append(label)
    group.permissions.set([_permission(*label.split(".")) for label in kinds["plain"]])
    _on_every_page(group, [_permission("wagtailcore", codename) for codename in kinds["page"]])
    _on_every_collection(group, [_permission(MEDIA_APPS[name.split("_")[1]], name) for name in kinds["media"]])


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _on_every_page(group: Group, permissions: list[Permission]) -> None:
    root = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=permissions).delete()
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _on_every_collection(group: Group, permissions: list[Permission]) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=root, permission__in=permissions).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _have_pages_read_again() -> None:
    """What an editor submits, in whichever language, a moderator approves; Wagtail's own workflow takes our name."""
    moderators = Group.objects.get(name=MODERATOR)
    task = GroupApprovalTask.objects.filter(groups=moderators).order_by("pk").first()
    task = task or GroupApprovalTask.objects.create(name=READ_AGAIN)
    task.name, task.active = READ_AGAIN, True
    task.save()
    task.groups.set([moderators])
    kept = Workflow.objects.filter(workflow_tasks__task=task).order_by("pk").first()
    workflow = kept or Workflow.objects.create(name=READ_AGAIN)
    workflow.name, workflow.active = READ_AGAIN, True
    workflow.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    # On the root: it holds for the tree of each language, those to come included.
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
