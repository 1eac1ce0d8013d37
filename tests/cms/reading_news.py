"""Articles, issues and readers of the newsletter for a test, and the ways a reader takes."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone, translation

from cms.models import HomePage, Issue, NewsIndexPage, NewsPage, Subscription
from cms.newsletter import composing, issuing, jobs, subscribing
from cms.newsletter.lifecycle import Move
from directory import notifications
from directory.models import Bassin
from tests.directory.mailbox import letters, links

TITLES = {"fr": "Une consultation ouvre", "nl": "Een raadpleging opent", "en": "A clinic opens"}
HERE = {"sec-fetch-site": "same-origin"}


def index(language):
    known = NewsIndexPage.objects.filter(locale__language_code=language).first()
    if known:
        return known
    home = HomePage.objects.get(locale__language_code=language)
    page = NewsIndexPage(title=f"News {language}", slug=f"news-{language}", locale=home.locale)
    home.add_child(instance=page)
    return page


def make_news(*languages, title="", bassins=(), **values):
    """An article in these languages; what its translations share is the key that an issue holds."""
    key = uuid4()
    for language in languages or ("fr", "nl"):
        page = NewsPage(
            title=f"{title or TITLES[language]}",
            slug=f"{key.hex[:8]}-{language}",
            introduction=f"Introduction {language}",
            translation_key=key,
            locale=index(language).locale,
            **values,
        )
        index(language).add_child(instance=page)
        page.bassins.set(Bassin.objects.filter(code__in=bassins))
        page.save()
    return f"news:{key}"


def make_issue(*keys, number=1, subjects=("fr", "nl", "en"), **values):
    texts = {f"subject_{code}": f"Objet {code}" for code in subjects}
    issue = Issue.objects.create(number=number, **texts | values)
    composing.put(issue, keys)
    return issue


def reader(email, tongues="fr", bassins=(), *, confirmed=True):
    """By the steps that the site takes; nobody is mailed."""
    one = Subscription.objects.create(email=email, mailbox=notifications.mailbox_of(email), tongues=tongues)
    one.bassins.set(Bassin.objects.filter(code__in=bassins))
    if confirmed:
        assert subscribing.move(one, Move.CONFIRM)
    return one


def readers(count, **values):
    rows = [Subscription(email=f"r{n}@example.org", mailbox=f"r{n}@example.org", **values) for n in range(count)]
    Subscription.objects.bulk_create(rows)
    Subscription.objects.update(state="confirmed", confirmed_at=timezone.now())


def send(issue, by=None):
    issue.refresh_from_db()
    return issuing.send(issue, version=issue.version, by=by)


def deliver(issue):
    """Everything, as the worker would: a few are queued, the queue empties, a few more. The mails, by address."""
    send(issue)
    sent = []
    while jobs.queue_some():
        sent += letters()
    return {message.to[0]: message for message in sent}


def ask(client, email="ann@example.org", language="fr", **said):
    with translation.override(language):
        address = reverse("newsletter:subscribe")
    return client.post(address, {"email": email, "tongues": language, **said}, headers=HERE)


def press(client, address):
    return client.post(address, headers=HERE, follow=True)


def link(message, does):
    """The path in a mail that leads to « confirm », « change » or « leave »."""
    with translation.override(message.extra_headers["Content-Language"].split(",")[0]):
        start = reverse(f"newsletter:{does}", args=["x"]).removesuffix("x/")
    return next(urlsplit(each).path for each in links(message) if start in each)


def one_click(message):
    """Where a mail program posts for its reader."""
    return urlsplit(re.fullmatch(r"<(https?://.+)>", message.extra_headers["List-Unsubscribe"])[1]).path


def states():
    return dict(Subscription.objects.values_list("email", "state"))
