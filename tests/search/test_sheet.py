"""The sheet: six services in the order chosen, in her language, on a telephone and on one page of paper."""

import re
import subprocess
import sys
from dataclasses import fields

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from cms import limits
from directory import actions, shortlist
from directory.models import Service
from search.sheet import Phrases, arabic, entries, marks, offered, phrases
from search.sheet.paper import paper
from search.sheet.pen import Letters, Pen, readable, room, runs
from search.sheet.phrases import LANGUAGES
from search.sheet.qr import qr
from search.sheet.qr import runs as dark_runs
from tests.factories import ServiceFactory, every_weekday
from tests.test_style import ROOT


@pytest.fixture
def demo(db):
    """A demonstration, with as little as makes one."""
    return [ServiceFactory(name_fr=f"Cabinet {n}") for n in range(3)]


@pytest.fixture
def shown(demo, monkeypatch):
    Service.objects.update(is_demo=True)
    return demo


def desk(client, services, **more):
    return client.get(reverse("search:sheet"), {"s": [each.code for each in services], **more})


def hers(client, services, tongue="fr", name="search:sheet_page"):
    return client.get(reverse(name, args=[tongue]), {"s": [each.code for each in services]})


def main_of(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


# Its words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_everything_in_its_own_letters(code):
    words = phrases(code)
    values = [getattr(words, field.name) for field in fields(Phrases)]
    texts = [text for value in values for text in (value if isinstance(value, tuple) else [value])]

    assert all(texts[:3])
    assert not [text for text in texts if text == ""]
    assert len(words.days) == 7
    assert words.direction == ("rtl" if code == "ar" else "ltr")
    assert [text for text in texts if isinstance(text, str) and not readable(text, rtl=words.rtl)] == []


def test_only_proof_read_languages_are_offered_outside_a_demonstration():
    assert [each.code for each in offered(demo=False)] == ["fr", "nl", "en"]
    assert [each.code for each in offered(demo=True)] == list(LANGUAGES)


@pytest.mark.parametrize("name", ["search:sheet_page", "search:sheet_paper"])
def test_an_address_written_by_hand_does_not_open_another(client, demo, name):
    assert hers(client, demo, "ar", name).status_code == 404
    assert hers(client, demo, "xx", name).status_code == 404
    assert hers(client, demo, "en", name).status_code == 200


def test_in_the_demonstration_all_are_offered_and_what_is_not_proof_read_says_so(client, shown):
    html = main_of(desk(client, shown, l="ar"))

    assert html.count('class="chip"') == 12
    assert "pas encore été relue" in html
    assert "pas encore été relue" not in main_of(desk(client, shown, l="nl"))


# The shortlist in the address -----------------------------------------------------------------------------------------


def test_services_stand_in_the_order_chosen(client, demo):
    html = main_of(hers(client, [demo[2], demo[0], demo[1]]))

    assert re.findall(r"Cabinet \d", html) == ["Cabinet 2", "Cabinet 0", "Cabinet 1"]


def test_each_may_be_taken_off_by_a_link_that_keeps_the_others_and_the_language(client, demo):
    links = re.findall(r'class="button plain small" href="\?([^"]*)"', main_of(desk(client, demo, l="nl")))

    assert links[0].replace("&amp;", "&") == f"s={demo[1].code}&s={demo[2].code}&l=nl"
    assert len(links) == 3


def test_too_many_are_kept_in_the_address_and_the_page_says_which_find_no_room(client, demo):
    more = [ServiceFactory() for _n in range(5)]
    html = main_of(desk(client, [*demo, *more]))

    assert "les 2 derniers choisis n’y sont pas" in html.replace("\u00a0", " ")
    assert html.count('class="address"') == 6
    assert more[-1].code in re.search(r'href="\?([^"]*)"[^>]*lang="nl"|lang="nl" href="\?([^"]*)"', html)[0]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("s=abcd2345&s=abcd2345", ["abcd2345"]),
        ("s=abcd2345&s=<script>&s=&s=ABCD2345", ["abcd2345"]),
        ("s=abcd2345&add=wxyz2345", ["abcd2345", "wxyz2345"]),
        ("s=abcd2345&s=wxyz2345&drop=abcd2345", ["wxyz2345"]),
    ],
)
def test_a_shortlist_holds_each_code_once_and_nothing_else(rf, asked, kept):
    assert list(shortlist.read(rf.get(f"/?{asked}").GET)) == kept


@pytest.mark.parametrize("gone", ["unknown", "closed", "hidden since"])
def test_what_is_no_longer_there_says_so_and_keeps_its_place(client, demo, gone):
    codes = [demo[0].code, "zzzz9999", demo[1].code]
    if gone != "unknown":
        codes[1] = demo[2].code
        if gone == "closed":
            actions.save(demo[2], {"closed_on": timezone.localdate()}, by=None, via="admin")
        else:
            actions.save(demo[2].organisation, {"status": "proposed"}, by=None, via="admin")
    answer = client.get(reverse("search:sheet_page", args=["fr"]), {"s": codes})
    html = main_of(answer)

    assert answer.status_code == 200
    assert html.count("Cette adresse n’est plus ici") == 1
    assert html.index("Cabinet 0") < html.index("n’est plus ici") < html.index("Cabinet 1")


def test_a_language_there_is_not_is_read_as_none_and_written_nowhere(client, demo):
    answer = desk(client, demo, l="ar&x=<b>")

    assert answer.status_code == 200
    assert not [echo for echo in ("<b>", "&lt;b", "x=%3C") if echo in answer.content.decode()]
    assert 'lang="fr" dir="ltr"' in main_of(answer)


def test_an_empty_sheet_says_how_to_fill_it(client, db):
    assert "Ajouter à la feuille" in main_of(client.get(reverse("search:sheet")))
    assert client.get(reverse("search:sheet_page", args=["fr"])).status_code == 404


# What it leaves behind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["search:sheet", "search:sheet_page", "search:sheet_paper"])
def test_it_is_kept_by_no_cache_and_no_index_and_sets_no_cookie(client, demo, name):
    answer = desk(client, demo) if name == "search:sheet" else hers(client, demo, "fr", name)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert b"og:" not in answer.content.partition(b"</head>")[0] or name == "search:sheet_paper"


def test_it_is_not_in_the_sitemap(client, demo):
    found = client.get("/sitemap.xml").content.decode()
    sections = re.findall(r"<loc>([^<]+)</loc>", found)

    assert not [address for address in sections if "feuille" in address]
    assert "feuille" not in "".join(client.get(re.sub("^https?://[^/]+", "", one)).content.decode() for one in sections)


def test_the_paper_is_not_drawn_more_often_than_a_person_asks(client, demo, monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", {"search:sheet_paper": 2})
    with time_machine.travel("2026-11-23T12:00:05+01:00", tick=False):
        statuses = [hers(client, demo, "fr", "search:sheet_paper").status_code for _n in range(3)]

    assert statuses == [200, 200, 429]


# What it says ---------------------------------------------------------------------------------------------------------


def entry(service, language="fr"):
    with translation.override(language if language in ("fr", "nl", "en") else "fr"):
        return entries([service.code], phrases(language), timezone.now())[0]


def test_an_ordinary_service_has_its_address_its_place_on_the_map_its_hours_and_languages(db):
    service = ServiceFactory(name_fr="Cabinet du Canal", hours=every_weekday(opens=9 * 60, closes=12 * 60 + 30))
    found = entry(service)

    assert found.name == "Cabinet du Canal"
    assert "Rue du Bateau" in found.address
    assert "1080" in found.address
    assert found.spot is not None
    assert [[slot.words for slot in day] for day in found.days] == [["9:00–12:30"]] * 5 + [[], []]
    assert [each.autonym for each in found.languages] == ["français"]
    assert found.phones[0].written == "02 529 41 20"


def test_names_are_in_her_language_where_it_is_one_of_the_site(db):
    service = ServiceFactory(name_fr="Cabinet", name_nl="Praktijk")

    assert entry(service, "nl").name == "Praktijk"
    assert entry(service, "ar").name == "Cabinet"


def test_free_for_her_is_said_where_the_programme_says_it(db):
    free, screening = ServiceFactory(access=["free"]), ServiceFactory(screening=True)

    assert [note.words for note in entry(free).notes] == ["Gratuit"]
    assert [note.words for note in entry(screening).notes] == ["Gratuit pour vous"]
    assert [note.words for note in entry(screening, "ar").notes] == ["مجاني لكِ"]


def test_a_service_that_took_over_another_answers_to_both_codes(db):
    old, new = ServiceFactory(name_fr="Ancien"), ServiceFactory(name_fr="Nouveau")
    Service.objects.filter(pk=old.pk).update(merged_into=new)

    assert entry(old).name == "Nouveau"


def test_a_page_asks_the_database_as_often_for_one_as_its_services_need(client, demo, django_assert_max_num_queries):
    hers(client, demo)
    with django_assert_max_num_queries(3 * 20 + 5):
        hers(client, demo)


# Paper ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_it_is_one_page_of_paper_in_every_language(client, shown, tongue):
    services = [*shown, *(ServiceFactory(walk_in=True, is_demo=True) for _n in range(3))]
    answer = hers(client, services, tongue, "search:sheet_paper")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Language"] == tongue
    assert answer.headers["Content-Disposition"] == 'inline; filename="adresses.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", answer.content)) == 1
    assert len(answer.content) < 80_000


def test_arabic_letters_are_joined_and_drawn_from_the_right():
    assert arabic.joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert arabic.drawn("سلام") == "\ufee1\ufefc\ufeb3"
    assert arabic.drawn("طباعة (PDF)").startswith("(PDF) ")
    assert arabic.joined("دار") == "\ufea9\ufe8d\ufead"
    assert arabic.drawn("Cabinet") == "Cabinet"


def test_each_run_of_letters_has_a_font_and_a_width():
    found = [face for face, _text in runs(arabic.drawn("خريطة 1080"))]

    assert set(found) == {"NotoSans", "NotoSansArabic"}
    assert room("ii", Letters(10)) < room("WW", Letters(10)) < room("WW", Letters(10, bold=True))


def test_the_code_holds_the_address_of_the_same_page_and_nothing_else(client, demo, settings):
    html = main_of(desk(client, demo, l="nl"))
    address = f"http://testserver/fr/feuille/nl/?{shortlist.query(each.code for each in demo)}"
    matrix = qr(address)

    assert f'viewBox="0 0 {len(matrix)} {len(matrix)}"' in html
    assert sum(length for _x, _y, length in dark_runs(matrix)) == sum(map(sum, matrix))


@pytest.mark.parametrize("name", ["phone", "users", "clock", "map-pin", "languages", "hand-coins", "file-text", "x"])
def test_every_icon_of_the_paper_is_an_outline_of_the_sprite(name):
    assert marks.icon(name).startswith(tuple("0123456789-"))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_sheet_has_an_address_in_each_language_of_the_site(language):
    with translation.override(language):
        addresses = [reverse("search:sheet"), reverse("search:sheet_paper", args=["ar"])]

    assert (
        addresses
        == {
            "fr": ["/fr/feuille/", "/fr/feuille/ar/adresses.pdf"],
            "nl": ["/nl/blad/", "/nl/blad/ar/adressen.pdf"],
            "en": ["/en/sheet/", "/en/sheet/ar/addresses.pdf"],
        }[language]
    )


def test_without_a_telephone_there_is_a_mail_address_unless_it_tells_too_much(db):
    mail = [{"kind": "mail", "value": "accueil@example.org"}]
    told = [{"kind": "mail", "value": "contre-violence@example.org"}]

    assert entry(ServiceFactory(contacts=mail)).mail == "accueil@example.org"
    assert entry(ServiceFactory(contacts=told)).mail == ""
    assert entry(ServiceFactory(contacts=mail, confidential=True)).mail == ""
    assert entry(ServiceFactory(contacts=[*mail, {"kind": "phone", "value": "+3225294120"}])).mail == ""


def test_a_day_of_many_ranges_keeps_those_that_find_room_and_says_that_there_are_more(db, monkeypatch):
    drawn, put = [], Pen.put
    monkeypatch.setattr(Pen, "put", lambda pen, text, *rest: drawn.append(text) or put(pen, text, *rest))
    hours = [{"kind": "walk_in", "weekday": 0, "opens": n * 60, "closes": n * 60 + 30} for n in (8, 10, 12, 14)]
    paper([entry(ServiceFactory(hours=hours))], phrases("fr"), "http://testserver/", timezone.localdate())

    assert [text for text in drawn if "–" in text] == ["8:00–8:30", "10:00–10:30", "12:00–12:30 …"]


def test_the_site_starts_without_what_only_draws_paper():
    code = "import django; django.setup(); import sys, search.urls; print('fpdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "False"
