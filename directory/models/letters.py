"""Mails as they wait: of what kind, about what, to whom. What they say is written when they are sent, never kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import models
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from directory.envelopes import BETWEEN_SUBJECTS, BETWEEN_TEXTS, return_address

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENT, FAILED, QUEUED, REQUEUED = STATUS.sent, STATUS.failed, STATUS.queued, STATUS.requeued
DROPPED = 9  # ours: when its time came there was nothing to say any more
WAITING = (QUEUED, REQUEUED)


@dataclass(frozen=True)
class Kind:
    """What one sort of mail says. `context` is asked when it is sent: once for each language, in that language."""

    name: str
    template: str  # <template>.subject.txt, <template>.txt and, where there is one, <template>.html (a fragment)
    context: Callable[[str, Letter], dict[str, Any] | None]  # None: nothing to say any more
    priority: Literal["low", "medium", "high"] = "medium"
    headers: Callable[[str, Letter], dict[str, str]] | None = None
    attachments: Callable[[str, Letter], Sequence[tuple[str, bytes, str]]] | None = None
    sender: str = ""  # "" = DEFAULT_FROM_EMAIL
    says: StrOrPromise = ""  # what staff reads of it in the queue


KINDS: dict[str, Kind] = {}
LIBRARY = "library"  # what Wagtail and others write for themselves: its text waits in the row, and is erased once sent


class NothingToSay(Exception):
    """What the letter was about is gone."""


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> LetterQuerySet:
        return self.filter(status__in=WAITING)

    def failed(self) -> LetterQuerySet:
        return self.filter(status=FAILED)

    def due(self) -> LetterQuerySet:
        """Those whose time has come, in the order in which they leave."""
        return self.waiting().filter(scheduled_time__lte=timezone.now()).order_by("-priority", "scheduled_time", "pk")


class Letter(Email):  # type: ignore[misc]  # the library is not typed
    """A row of the queue. Its `context` holds kind, about and languages: never a text, a code or a token."""

    objects: ClassVar[Any] = LetterQuerySet.as_manager()
    _cached_email_message: EmailMessage | None

    class Meta:
        proxy = True
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    @property
    def kind(self) -> str:
        return str((self.context or {}).get("kind", ""))

    @property
    def about(self) -> str:
        return str((self.context or {}).get("about", ""))

    @property
    def languages(self) -> list[str]:
        return list((self.context or {}).get("languages", [])) or [settings.LANGUAGE_CODE]

    @property
    def address(self) -> str:
        """The library reads a list with commas; a quoted name may hold one."""
        return ",".join(self.to)

    def prepare_email_message(self) -> EmailMessage:
        """Written each time it is sent. `NothingToSay` where that is so; `KeyError` for a kind nobody knows."""
        if self._cached_email_message is None:
            self._cached_email_message = _brought(self) if self.kind == LIBRARY else _written(self, KINDS[self.kind])
        return self._cached_email_message


class LinkToken(models.Model):
    """A link in a mail: what it stands for while it is valid. Of the token itself only the hash is kept."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="link_about")]


class OneTimeCode(models.Model):
    """Six digits of a mail, to be typed back: what they stand for while they are valid. Of the code only the hash."""

    digest = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="code_about")]


class DeadMailbox(models.Model):
    """An address whose mail comes back. Nothing is sent there until staff, or a year, says that it works again."""

    address = models.CharField(_("e-mail address"), max_length=254, unique=True)  # in small letters
    since = models.DateTimeField(_("since"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=40, blank=True)  # the code of the refusal, never its text

    class Meta:
        verbose_name = _("dead mailbox")
        verbose_name_plural = _("dead mailboxes")


def _brought(letter: Letter) -> EmailMessage:
    message = _message(letter, letter.subject, letter.message)
    if letter.html_message:
        message.attach_alternative(letter.html_message, "text/html")
    return message


def _written(letter: Letter, kind: Kind) -> EmailMessage:
    parts = [part(letter, kind, language) for language in letter.languages]
    subjects = dict.fromkeys(subject for subject, _text, _html in parts)
    text = BETWEEN_TEXTS.join(text for _subject, text, _html in parts)
    message = _message(letter, BETWEEN_SUBJECTS.join(subjects), text)
    if kind.sender:
        message.extra_headers["From"] = kind.sender
    if kind.headers:
        message.extra_headers |= kind.headers(letter.about, letter)
    fragments = [
        (language, html) for language, (_subject, _text, html) in zip(letter.languages, parts, strict=True) if html
    ]
    if fragments:
        shell = {"fragments": fragments, "subject": message.subject}
        message.attach_alternative(render_to_string("directory/mail/shell.html", shell), "text/html")
    for name, content, mimetype in kind.attachments(letter.about, letter) if kind.attachments else ():
        message.attach(name, content, mimetype)
    return message


def _message(letter: Letter, subject: str, text: str) -> EmailMultiAlternatives:
    """In the envelope the return address, of which the reader sees nothing."""
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": letter.message_id or "",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",  # the same, for Exchange
        "Content-Language": ", ".join(letter.languages),
    }
    envelope = return_address(letter.pk, letter.message_id or "")
    return EmailMultiAlternatives(subject=subject, body=text, from_email=envelope, to=[letter.address], headers=headers)


def part(letter: Letter, kind: Kind, language: str) -> tuple[str, str, str]:
    """Subject, text and HTML in one language. In a mail of two, each part says that the other follows."""
    with translation.override(language):
        context = kind.context(letter.about, letter)
        if context is None:
            raise NothingToSay(kind.name)
        others = [other for other in letter.languages if other != language]
        below = others if letter.languages[0] == language else []
        shared = {"site_address": settings.SITE_ADDRESS, "contact_mail": settings.CONTACT_MAIL, "language": language}
        context = shared | context
        subject = " ".join(_plain(f"{kind.template}.subject.txt", context).split("\n")).strip()
        text = _plain(f"{kind.template}.txt", context).strip()
        try:
            html = str(render_to_string(f"{kind.template}.html", context))
        except TemplateDoesNotExist:
            html = ""
    return subject, "\n\n".join([*map(_follows, below), text]), html


def _follows(language: str) -> str:
    with translation.override(language):
        return translation.gettext("The English text follows below.")


def _plain(template: str, context: dict[str, Any]) -> str:
    """Text, where « & » stays « & »."""
    found: Any = get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))
