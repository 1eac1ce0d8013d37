"""Write the groups' rights from the one table in directory.permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from directory.permissions import EDITOR, MODERATOR, RIGHTS

# What Wagtail's own migration calls them; renamed, so that its approval task keeps pointing at the moderators.
FOREIGN_NAMES = {"Editors": EDITOR, "Moderators": MODERATOR}
MEDIA_APPS = {"image": "wagtailimages", "document": "wagtaildocs"}


class Command(BaseCommand):
    help = "Creates the five groups and gives each exactly the rights of directory.permissions.RIGHTS."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            for foreign, name in FOREIGN_NAMES.items():
                if not Group.objects.filter(name=name).exists():
                    Group.objects.filter(name=foreign).update(name=name)
            for name, rights in RIGHTS.items():
                _write(Group.objects.get_or_create(name=name)[0], rights)


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
