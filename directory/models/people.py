"""Who logs in. The first migration of the whole project holds this table and nothing else."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Tongue(models.TextChoices):
    """The languages the site and its mails are written in."""

    FR = "fr", "Français"
    NL = "nl", "Nederlands"
    EN = "en", "English"


class Notices(models.TextChoices):
    """When somebody is told of what happens at her organisation; what concerns her account alone comes at once."""

    AT_ONCE = "at_once", _("at once, one mail for each")
    DAILY = "daily", _("once a day, all in one mail")
    MAILBOX = "mailbox", _("not to me: to our shared mailbox only")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # of files, which Wagtail makes
    """A person who logs in with her e-mail address; never a woman who is helped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Tongue, default=Tongue.FR)
    notices = models.CharField(_("notices by mail"), max_length=7, choices=Notices, default=Notices.AT_ONCE)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    joined_at = models.DateTimeField(_("since"), default=timezone.now)
    warned_on = models.DateField(null=True, blank=True, editable=False)  # that it will be closed, since nobody uses it
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)  # nothing of hers is left but her work

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(notices__in=["at_once", "daily", "mailbox"]), name="user_notices_is_a_choice"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Her language is also that of the administration, which keeps it on a profile of its own."""
        super().save(*args, **kwargs)
        if not self.is_active:
            apps.get_model("directory", "OpenSession")._default_manager.filter(user=self).delete()
        written = kwargs.get("update_fields")
        if written is None or "language" in written:
            profiles = apps.get_model("wagtailusers", "UserProfile")._default_manager
            profiles.update_or_create(user=self, defaults={"preferred_language": self.language})

    def get_full_name(self) -> str:
        return self.full_name or self.email

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.email

    @property
    def first_name(self) -> str:
        """Wagtail's admin greets people by it."""
        return self.get_short_name()

    @property
    def last_name(self) -> str:
        return ""
