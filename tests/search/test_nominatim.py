"""Places that our tables do not know, asked of a real server on this machine: briefly, seldom, and without a trace."""

import logging
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from cms import memory
from directory.models import Stage
from search import geocoding
from search.filters.places import understood
from search.geocoding import nominatim, places_elsewhere
from tests.search.map_server import door

pytestmark = pytest.mark.django_db
TEXT = "rue des Mésanges 7"


def rested():
    nominatim._state.rests_until = 0.0


# What is asked, and what of ----------------------------------------------------------------------------------------


def test_an_unknown_address_is_found_with_its_commune_and_bassin(server):
    place = understood(TEXT)

    assert place.name_fr == "Rue des Mésanges - Mezenstraat 7, 1080 Molenbeek-Saint-Jean"
    assert place.name_nl == "Rue des Mésanges - Mezenstraat 7, 1080 Sint-Jans-Molenbeek"
    assert (place.kind, place.point, place.home) == ("point", (50.8552, 4.3384), True)
    assert (place.communes, place.bassins, place.doubts) == (("21012",), ("centre-ouest",), ())
    assert place.lived_in == ("21012",)


def test_only_the_place_and_the_box_of_brussels_go_out(server, client):
    browser = {"User-Agent": "Mozilla/5.0 (mine)", "Cookie": "a=b", "Referer": "http://testserver/", "DNT": "1"}
    reply = client.post(reverse("search:page"), {"q": "logement", "place": TEXT}, headers=browser)

    assert "Rue des Mésanges - Mezenstraat 7" in reply.content.decode()
    (sent,) = server.seen
    assert sent.path == (
        "/search?q=rue+des+M%C3%A9sanges+7&format=json&limit=7&viewbox=4.2%2C50.75%2C4.52%2C50.93&bounded=1"
        "&countrycodes=be&addressdetails=1"
    )
    assert sent.headers["User-Agent"] == "Maillage"
    assert set(sent.headers) == {"Host", "Accept-Encoding", "User-Agent", "Accept", "Connection"}


@pytest.mark.parametrize(
    "known",
    ["1080", "Molenbeek", "rue des Mésanges 7, 1080 Molenbeek", "Woluwe", "Namur", "sans adresse", "hors Région"],
)
def test_what_our_tables_know_is_asked_of_nobody(server, known):
    assert geocoding.places_like(known)
    with suppress(ValidationError):  # several may be meant
        understood(known)

    assert server.seen == []


@pytest.mark.parametrize(
    "text",
    [
        "fatou@example.org",
        "0475 12 34 56",
        "rue inconnue 0475/12.34.56",
        "+32 (0)475 123 456 chez Anna",
        "85.07.30-033.28 dossier",
        "85073003328",
        "12",
        "?!",
        "refuge violences conjugales des Mésanges",
    ],
)
def test_what_tells_of_a_person_does_not_leave(server, text):
    with pytest.raises(ValidationError):
        understood(text)

    assert server.seen == []


def test_nothing_is_asked_while_somebody_types_or_without_a_nominatim(server, client, settings):
    client.post(reverse("search:suggest"), {"text": TEXT, "field": "place"})
    settings.NOMINATIM = {"url": "", "internal": ()}
    assert places_elsewhere(TEXT) == []

    assert server.seen == []


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("name", ["search:page", "search:boussole", "home"])
def test_who_types_reads_who_will_be_asked(server, client, settings, name, language):
    with translation.override(language):
        address = reverse(name)
    assert client.get(address).content.decode().count("127.0.0.1") == 1
    assert 'aria-describedby="place-asked"' in client.get(address).content.decode()

    settings.NOMINATIM = {"url": "", "internal": ()}
    memory.forget()
    assert "place-asked" not in client.get(address).content.decode()


def test_a_filter_chosen_afterwards_leaves_her_where_she_is(server, client):
    first = client.post(reverse("search:page"), {"place": TEXT}).context["asked"]
    assert first.question.place.written == TEXT
    again = client.post(reverse("search:page"), {**dict(first.hidden), "open_now": "1"}).context["asked"]

    assert again.question.place == first.question.place
    assert again.private
    assert len(server.seen) == 1


# What it answers -----------------------------------------------------------------------------------------------------


def test_pieces_of_a_street_are_one_and_namesakes_are_a_choice(server):
    piece = {"class": "highway", "address": {"road": "Rue des Mésanges", "postcode": "1080"}}
    server.places = [door(**piece), door(**piece, lat="50.8556")]
    assert [place.name_fr for place in places_elsewhere("rue des Mésanges")] == [
        "Rue des Mésanges, 1080 Molenbeek-Saint-Jean"
    ]

    nominatim.forget()
    other = {
        "class": "highway",
        "address": {"road": "Rue des Mésanges", "postcode": "1180"},
        "lat": "50.80",
        "lon": "4.34",
    }
    server.places = [door(**piece), door(**other)]
    assert [place.communes for place in places_elsewhere("rue des Mésanges")] == [("21012",), ("21016",)]


def test_a_bassin_that_a_postal_code_does_not_settle_is_to_be_checked(server):
    server.places = [door(lat="50.8440", lon="4.3750", address={"road": "Rue X", "postcode": "1040"})]

    assert places_elsewhere(TEXT)[0].doubts == ("bassin",)


def test_a_place_with_a_name_is_no_home(server):
    server.places = [
        door(**{"class": "railway"}, name="Gare de l’Ouest", address={"road": "Rue X", "postcode": "1080"})
    ]
    (place,) = places_elsewhere("westastation")

    assert place.name_fr == "Gare de l’Ouest, 1080 Molenbeek-Saint-Jean"
    assert place.lived_in == ()


def test_beyond_the_region_is_said_and_areas_are_nothing(server, at_once):
    server.places = [door(lat="50.928", lon="4.425")]
    assert [place.kind for place in places_elsewhere("Mezenstraat 7")] == ["outside"]
    server.places = [door(**{"class": "boundary"}, name="Belgique")]
    assert places_elsewhere("mon pays") == []
    server.places = []
    assert places_elsewhere("nulle part du tout") == []


RUBBISH = [
    b"",
    b"<html>",
    b"{}",
    b'{"error": "Unable to geocode"}',
    b'{"error": {"code": 400}}',
    b"[1, 2]",
    b"[[[]]]",
    b"[" * 100_000,
    b"null",
    b'"text"',
    b"\xff\xfe[",
    b"\x1f\x8b\x08\x00",
    b"[{}]",
    b'[{"lat": null, "lon": []}]',
    b'[{"lat": "1e999", "lon": "nan"}]',
    b'[{"lat": "-50.85", "lon": "4.33"}]',
    b'[{"lat": "50.8552", "lon": "4.3384"}]',
    b'[{"lat": "50.8552", "lon": "4.3384", "class": [], "name": {}, "display_name": 7, "address": "no"}]',
    b'[{"lat": "50.8552", "lon": "4.3384", "address": {"road": ["a"], "postcode": 1080, "house_number": {}}}]',
]


@pytest.mark.parametrize("body", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_no_place(server, body):
    server.says(200, body)

    assert places_elsewhere(TEXT) == []
    assert len(server.seen) == 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PARTS = ("class", "category", "name", "display_name", "address")
ANSWERS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, VALUES)), max_size=3)


@tried(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS, st.dictionaries(st.sampled_from(["road", "house_number", "postcode"]), VALUES))
def test_whatever_it_tells_of_a_point_is_a_place_or_nothing(server, at_once, told, address):
    nominatim.forget()
    server.places = [{"lat": "50.8552", "lon": 4.3384, "address": address} | one for one in told]

    assert {place.kind for place in places_elsewhere(TEXT)} <= {"point"}


def test_what_it_says_is_printed_as_text(server, client):
    server.places = [door(address={"road": "<script>alert(1)</script>\x00\u202e" + "x" * 500, "postcode": "<b>"})]
    reply = client.post(reverse("search:page"), {"place": TEXT}).content.decode()

    assert "&lt;script&gt;alert(1)" in reply
    assert "<script>alert(1)" not in reply
    assert "x" * 100 not in reply
    assert "\u202e" not in reply


# When it fails -------------------------------------------------------------------------------------------------------

FAILURES = {
    "500": lambda handler: handler.send(500, b"rue des M"),
    "429": lambda handler: handler.send(429, b"", **{"Retry-After": "60"}),
    "slow": lambda handler: time.sleep(2),
    "huge": lambda handler: handler.send(200, b"[" + b" " * 3_000_000 + b"]"),
    "redirect": lambda handler: handler.send(302, b"", Location="/elsewhere"),
    "rubbish": lambda handler: handler.send(200, TEXT.encode()),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_failure_breaks_no_search_and_leaves_no_trace(server, client, caplog, capfd, failure):
    server.answer = failure
    stage = Stage.objects.values_list("code", flat=True).first()
    caplog.set_level(logging.DEBUG)
    began = time.monotonic()
    replies = [
        client.post(reverse("search:page"), {"place": TEXT}),
        client.post(reverse("search:boussole"), {"where": "place", "place": TEXT, "stage": stage}),
    ]

    assert time.monotonic() - began < 3
    assert [reply.status_code for reply in replies] == [422, 422]
    assert len(server.seen) == 1  # left alone after that
    (said,) = [record for record in caplog.records if record.name == nominatim.logger.name]
    assert said.levelname == "WARNING"
    assert said.exc_info is None
    _nothing_told(caplog, capfd)


def _nothing_told(caplog, capfd):
    told = caplog.text + "".join(capfd.readouterr()) + "".join(str(vars(record)) for record in caplog.records)
    for word in ("sanges", "Mezen", "M%C3%A9s", "50.8552"):
        assert word not in told


def test_an_answer_leaves_no_trace_either(server, caplog, capfd, settings, tmp_path):
    settings.LIMITS_FILE = tmp_path / "limits.sqlite3"
    caplog.set_level(logging.DEBUG)

    assert places_elsewhere(TEXT)
    _nothing_told(caplog, capfd)
    assert [path.name for path in tmp_path.iterdir()] == ["nominatim.turn"]
    assert len((tmp_path / "nominatim.turn").read_bytes()) == 8
    assert (tmp_path / "nominatim.turn").stat().st_mode & 0o077 == 0


def test_it_is_asked_again_after_a_rest(server, at_once):
    server.says(500)
    assert places_elsewhere(TEXT) == []
    server.answer = server.usual
    assert places_elsewhere(TEXT) == []
    rested()

    assert places_elsewhere(TEXT)
    assert len(server.seen) == 2


def test_an_address_inside_that_nobody_allowed_is_not_called(server, settings, caplog):
    settings.NOMINATIM = {"url": server.url, "internal": ()}

    assert places_elsewhere(TEXT) == []
    assert server.seen == []
    assert "internal or reserved network that nobody allowed" in caplog.text


def test_a_name_that_takes_long_to_look_up_is_left_behind(server, monkeypatch):
    monkeypatch.setattr(nominatim, "BUDGET", 0.3)
    gone = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_name, **_more: gone.wait(10) and [])
    began = time.monotonic()
    for _ in range(3):
        rested()
        nominatim._turn_file().unlink(missing_ok=True)
        assert places_elsewhere(TEXT) == []
    gone.set()

    assert time.monotonic() - began < 1.5  # the third finds both threads taken, and does not wait


def test_whose_turn_it_is_cannot_be_written(server, settings, caplog):
    settings.LIMITS_FILE = Path("/proc/nowhere/limits.sqlite3")

    assert places_elsewhere(TEXT) == []
    assert server.seen == []
    assert "whose turn it is cannot be written" in caplog.text
