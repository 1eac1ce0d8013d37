"""The mails of the newsletter. What each says is made when it leaves."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from cms.models import Issue, Subscription
from cms.newsletter import composing, jobs, subscribing
from cms.newsletter.issuing import TEST
from cms.newsletter.lifecycle import Standing
from directory import links, notifications
from directory.models.letters import Letter

CHANGE_DAYS = 730  # people leave by the first mail that they find, and keep some for long


def _language() -> str:
    return (get_language() or "fr")[:2]


def _reader(key: str) -> Subscription | None:
    return Subscription.objects.filter(key=UUID(key)).first()


def _to_confirm(about: str, _letter: Letter) -> dict[str, Any] | None:
    one = _reader(about)
    if one is None or one.state != Standing.UNCONFIRMED:
        return None
    token = links.mint(subscribing.TO_CONFIRM, about, days=subscribing.UNCONFIRMED_DAYS)
    return {"link": _address("confirm", token), "days": subscribing.UNCONFIRMED_DAYS}


def _known(about: str, letter: Letter) -> dict[str, Any] | None:
    one = _reader(about)
    return _ways_out(letter, one) if one and one.state == Standing.CONFIRMED else None


def _issue(about: str, letter: Letter) -> dict[str, Any] | None:
    number, _colon, key = about.partition(":")
    one, issue = _reader(key), Issue.objects.filter(pk=number).first()
    if one is None or issue is None:
        return None  # she left meanwhile
    editions = {code: composing.edition_for(issue, code, one) for code in letter.languages}
    if all(edition.is_empty for edition in editions.values()):
        return None
    return {"issue": issue, "edition": editions[_language()], **_ways_out(letter, one)}


def _tried_out(about: str, letter: Letter) -> dict[str, Any] | None:
    """What a reader of that bassin (none: of all five) would get, without her links."""
    number, _colon, bassin = about.partition(":")
    issue = Issue.objects.filter(pk=number).first()
    if issue is None:
        return None
    return {
        "issue": issue,
        "edition": composing.edition(issue, _language(), [bassin] if bassin else ()),
        "is_test": True,
    }


def preview(issue: Issue, languages: list[str], bassin: str = "") -> EmailMultiAlternatives:
    """The very mail, addressed to nobody and kept nowhere."""
    context = {"kind": TEST, "about": f"{issue.pk}:{bassin}", "languages": languages}
    message = Letter(to=[settings.CONTACT_MAIL], context=context).prepare_email_message()
    return cast("EmailMultiAlternatives", message)


def as_file(issue: Issue, language: str) -> str:
    """One HTML document with all bassins, for a tool that sends it elsewhere: it adds its own way to leave."""
    with override(language):
        edition = composing.edition(issue, language, ())
        context = {"issue": issue, "edition": edition, "site_address": settings.SITE_ADDRESS, "language": language}
        html = render_to_string("newsletter/mail/issue.html", context)
        return render_to_string(
            "directory/mail/shell.html", {"fragments": [(language, html)], "subject": edition.subject}
        )


def _ways_out(letter: Letter, one: Subscription) -> dict[str, str]:
    token = _token(letter, str(one.key))
    return {"change": _address("change", token), "leave": _address("leave", token)}


def _token(letter: Letter, key: str) -> str:
    """One for the whole mail: both its languages, and the header that mail programs show as a button."""
    if not getattr(letter, "newsletter_token", ""):
        letter.newsletter_token = links.mint(subscribing.TO_CHANGE, key, days=CHANGE_DAYS)
    return str(letter.newsletter_token)


def _address(view: str, token: str) -> str:
    return settings.SITE_ADDRESS + reverse(f"newsletter:{view}", args=[token])


def _list_headers(about: str, letter: Letter) -> dict[str, str]:
    """One press on the mail program's own button, and she is out (RFC 8058)."""
    key = about.rpartition(":")[2]
    with override(letter.languages[0]):
        leave = _address("leave", _token(letter, key))
    return {
        "List-Id": f"<newsletter.{urlsplit(settings.SITE_ADDRESS).hostname}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }


def kinds() -> list[notifications.Kind]:
    kind, sender, folder = notifications.Kind, settings.NEWSLETTER_FROM, "newsletter/mail"
    words = gettext_lazy("newsletter: address to be confirmed"), gettext_lazy("newsletter: subscribed already")
    return [
        kind(subscribing.CONFIRM, f"{folder}/confirm", _to_confirm, sender=sender, says=words[0]),
        kind(subscribing.KNOWN, f"{folder}/known", _known, sender=sender, says=words[1], headers=_list_headers),
        kind(
            jobs.ISSUE,
            f"{folder}/issue",
            _issue,
            priority="low",
            headers=_list_headers,
            sender=sender,
            says=gettext_lazy("newsletter"),
        ),
        kind(TEST, f"{folder}/issue", _tried_out, sender=sender, says=gettext_lazy("newsletter: trial")),
    ]


def register() -> None:
    for kind in kinds():
        notifications.register(kind)
    notifications.when_dead(subscribing.forget_address)
