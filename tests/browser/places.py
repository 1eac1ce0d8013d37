"""Every public template, by the address or the few steps that lead to it in a language."""

from datetime import date

from django.core.mail import EmailMessage
from django.db.models import F
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms import content, errors
from cms.models import Meeting
from directory import shortlist
from directory.envelopes import BETWEEN_TEXTS
from directory.models import Organisation, Service
from directory.outbox import FolderBackend
from tests.browser.asking import ask_compass, ask_privately

SEARCH = "search:page"
SHOWN = "/shown-error"
# Of the five bassins one; of the invented news those with blocks of every kind.
WRITTEN = [
    *(entry for entry in content.PAGES if entry.bassin in {"", "nord"}),
    *(entry for entry in content.DEMO if entry.bassin),
]


def unfold(page, name):
    """The part of a card's form where this field is."""
    page.locator("details", has=page.locator(f"[name={name}]")).locator("summary").first.click()


def listed():
    return Service.objects.listed().order_by("pk")


def service(**which):
    return lambda: reverse("directory:service", args=[listed().filter(**which).first().code])


def results(query):
    return lambda: f"{reverse(SEARCH)}?{query}"


def sheet(name, *arguments):
    """Six services of all kinds, confidential ones among them."""

    def found():
        codes = [one.code for one in (*listed()[:5], listed().filter(site__confidential=True).first())]
        given = [argument() for argument in arguments]
        return f"{reverse(name, args=given)}?{shortlist.query(codes)}"

    return found


def written(entry):
    """A page of the editors, in the language of the moment."""
    return lambda: spoken(Page.objects.live().filter(translation_key=entry.translation_key))


def spoken(pages):
    """What nobody wrote in a language has an address there all the same, which says so."""
    language = translation.get_language()
    page = pages.filter(locale__language_code=language).first()
    return page.url if page else pages.get(locale__language_code="fr").url.replace("/fr/", f"/{language}/", 1)


def full():
    return Meeting.objects.with_seats().filter(is_demo=True, capacity=F("taken")).first()


def event():
    """One that is over, with its report."""
    return spoken(Meeting.objects.past().filter(is_demo=True).first().pages.live())


def entrance(name, **which):
    """The pages of the login door have one address for all languages."""
    return lambda: f"{reverse(name, kwargs=which)}?language={translation.get_language()}"


ADDRESSES = {
    "home": lambda: reverse("home"),
    **{entry.name: written(entry) for entry in WRITTEN},
    "search": lambda: reverse(SEARCH),
    "results": results("bassin=nord&language=ar"),
    "no result": results("q=xyzzyxyzzy"),
    "outside the Region": results("place=hors+R%C3%A9gion"),
    "several places": results("place=Woluwe"),
    "a bad value": results("bassin=nowhere"),
    "ranking": lambda: reverse("search:ranking"),
    "compass": lambda: reverse("search:boussole"),
    "sheet": sheet("search:sheet"),
    "empty sheet": lambda: reverse("search:sheet"),
    "her page": sheet("search:sheet_page", translation.get_language),
    "service": service(sensitive=False, site__confidential=False),
    "confidential service": service(site__confidential=True),
    "sensitive service": service(sensitive=True),
    "organisation": lambda: reverse("directory:organisation", args=[Organisation.objects.listed().first().code]),
    "this service is ours": lambda: reverse("directory:claim", args=[listed().filter(sensitive=False).first().code]),
    "propose an organisation": lambda: reverse("directory:propose"),
    "guide of a role": lambda: reverse("role_guide", args=["coordinator"]),
    "help lines": lambda: reverse("directory:help_lines"),
    "event": event,
    "event: full": lambda: reverse("events:register", args=[full().code]),
    "event: asked": lambda: reverse("events:sent", args=[full().code]),
    "event: old link": lambda: reverse("events:confirm", args=["old"]),
    "newsletter": lambda: reverse("newsletter:subscribe"),
    "my card: old link": lambda: reverse("directory:tap", args=["old", "old", "open"]),
    "newsletter: old link": lambda: reverse("newsletter:leave", args=["old"]),
    "API": lambda: reverse("search:documentation"),
    "login": entrance("account_login"),
    "password": entrance("account_reset_password"),
    "password asked": entrance("account_reset_password_done"),
    "account closed": entrance("account_inactive"),
    "old link": entrance("account_reset_password_from_key", uidb36="1", key="set-password"),
    "password changed": entrance("account_reset_password_from_key_done"),
    "invitation: old link": entrance("account_join", token="old"),
    "missing": lambda: f"{reverse('home')}no-such-page/",
}
ERRORS = {
    "400": errors.bad_request,
    "403": errors.forbidden,
    "414": errors.too_long,
    "429": errors.too_many,
    "forged": errors.csrf_failed,
    "500": lambda _request: errors.last_resort(),
}
# Pages that need a cookie, to let somebody in.
ENTRANCES = {
    "login",
    "password",
    "password asked",
    "account closed",
    "old link",
    "password changed",
    "invitation: old link",
}


def go(page, name, language):
    with translation.override(language):
        if name in ERRORS:
            return show(page, ERRORS[name], language)
        if name in STEPS:
            return STEPS[name](page)
        return page.goto(ADDRESSES[name]())


def show(page, handler, language):
    request = RequestFactory().get(f"/{language}/")
    request.LANGUAGE_CODE = language
    answer = handler(request)
    policy = answer.headers.get("Content-Security-Policy", "")
    headers = {"Content-Security-Policy": policy} if policy else {}
    page.route(
        f"**{SHOWN}", lambda route: route.fulfill(body=answer.content, content_type="text/html", headers=headers)
    )
    page.goto(SHOWN)


def map_open(page):
    page.goto(f"{reverse(SEARCH)}?place=1080&radius=2")
    page.wait_for_selector(".map-pin, .map-cluster")


def today(page):
    page.goto(reverse("search:boussole"))
    page.locator("details.today summary").click()


def demo_mails(page):
    """One in two languages, as a shared mailbox gets it."""
    headers = {"Message-ID": "<1@maillage.example>", "Content-Language": "fr, nl"}
    texts = BETWEEN_TEXTS.join(["Ouvrez http://localhost:8000/fr/ aujourd’hui.", "Open http://localhost:8000/nl/."])
    mail = EmailMessage("Inscription / Inschrijving", texts, to=["accueil@cpas.example"], headers=headers)
    FolderBackend().send_messages([mail])
    page.goto(reverse("demo_mail"))


STEPS = {
    "mails of the demo": demo_mails,
    "map": map_open,
    "sensitive question": lambda page: ask_privately(page, address=reverse(SEARCH)),
    "answers of the compass": lambda page: ask_compass(
        page, language="so", needs=["housing", "domestic_violence"], address=reverse("search:boussole")
    ),
    "who answers today": today,
}
NAMES = (*ADDRESSES, *STEPS, *ERRORS)
CLOSED = {"closed_on": date(2026, 11, 1), "closed_reason": "Fin du bail"}
