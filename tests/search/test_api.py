"""The JSON twin: its exact shape, its refusals, and what it never says."""

import json

import pytest
from django.core.signing import b64_encode
from django.urls import reverse
from django.utils import timezone
from openapi_spec_validator import validate

from directory import actions
from directory.models import SourceRecord
from search.filters import PARAMETERS, SIZE
from search.question import DEEPEST, FACETS, Answer, Question
from tests.factories import ServiceFactory, SourceFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/search"


def ask(client, **asked):
    return client.get(URL, asked)


def ask_json(client, body):
    return client.post(URL, body if isinstance(body, str) else json.dumps(body), content_type="application/json")


def from_source(service, *, may_republish):
    source = SourceFactory(may_republish=may_republish)
    SourceRecord.objects.create(
        source=source, external_id=service.code, service=service, fingerprint="", seen_at=timezone.now()
    )
    actions.save(service, {"name_en": f"From {source.code}"}, by=None, via="import", source=source)


# Shape ----------------------------------------------------------------------------------------------------------------


def test_an_answer_holds_exactly_what_is_promised(client):
    service = ServiceFactory(name_fr="Cabinet du Canal", languages=["ar"], area="region")
    answer = ask(client, language="ar", place="1080", radius="5").json()

    assert list(answer) == ["total", "page", "size", "next", "question", "hits", "facets"]
    assert (answer["total"], answer["page"], answer["size"], answer["next"]) == (1, 1, 20, None)
    assert answer["question"] == {"place": "1080 Molenbeek-Saint-Jean", "radius": 5.0, "language": ["ar"]}
    (hit,) = answer["hits"]
    assert list(hit) == ["id", "name", "organisation", "bassin", "lat", "lon", "distance_m", "why"]
    assert (hit["id"], hit["name"], hit["bassin"]) == (service.code, "Cabinet du Canal", "centre-ouest")
    assert (hit["lat"], hit["lon"]) == (50.8552, 4.3184)
    assert hit["distance_m"] > 0
    assert "language" in hit["why"]
    assert set(answer["facets"]) == set(FACETS)
    assert answer["facets"]["language"]["ar"] == 1


def test_the_address_is_the_one_that_is_documented():
    assert reverse("search_api:api") == URL


def test_names_come_in_the_language_asked_for(client):
    ServiceFactory(name_fr="Cabinet", name_nl="Praktijk")

    assert client.get(URL, headers={"accept-language": "nl"}).json()["hits"][0]["name"] == "Praktijk"
    assert client.get(URL, headers={"accept-language": "fr"}).json()["hits"][0]["name"] == "Cabinet"


def test_next_leads_through_all_hits_once(client):
    codes = {ServiceFactory().code for _n in range(45)}
    seen, following = [], ""
    while following is not None:
        answer = ask(client, page=following).json()
        seen += [hit["id"] for hit in answer["hits"]]
        following = answer["next"]

    assert sorted(seen) == sorted(codes)


def test_next_goes_on_beyond_the_last_page_that_has_a_number(client, ask_engine, monkeypatch):
    codes = {ServiceFactory().code for _n in range(65)}
    monkeypatch.setattr("search.question.answers.DEEPEST", 2 * SIZE)
    monkeypatch.setattr("search.views.further.DEEPEST", 2 * SIZE)
    monkeypatch.setattr("search.engines.choosing.DEEPEST", 2 * SIZE)
    ask_engine()

    seen, following = [], "1"
    while following:
        answer = ask(client, page=following).json()
        seen.append((answer["page"], {hit["id"] for hit in answer["hits"]}))
        following = answer["next"]

    assert [(page, len(ids)) for page, ids in seen] == [(1, 20), (2, 20), (3, 20), (4, 5)]
    assert set().union(*(ids for _page, ids in seen)) == codes


FORGED = "after-" + b64_encode(json.dumps([DEEPEST // SIZE + 1, "x", "y", "z"]).encode()).decode()


@pytest.mark.parametrize(
    "made_up",
    ["after-", "after-!!", "after-W10=", FORGED, FORGED + ":c2lnbmVk", "after-" + "W" * 900],
)
def test_a_next_that_no_answer_gave_is_refused(client, made_up):
    refused = ask(client, page=made_up)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "page"


def test_the_last_page_that_can_be_asked_is_the_last_that_is_named(client):
    last = DEEPEST // SIZE
    far = Answer(Question(), total=2 * DEEPEST, page=last, size=SIZE)

    assert far.next is None
    assert Answer(Question(), total=2 * DEEPEST, page=last - 1, size=SIZE).next == last
    assert ask(client, page=str(last)).status_code == 200
    assert ask(client, page=str(last + 1)).status_code == 400


def test_counts_ignore_their_own_parameter(client):
    ServiceFactory(languages=["fr"])
    ServiceFactory(languages=["ar"], modes=["phone"])

    facets = ask(client, language="ar").json()["facets"]
    assert facets["language"] == {"fr": 1, "ar": 1}
    assert facets["mode"] == {"phone": 1}


@pytest.mark.parametrize(
    "body",
    [
        {"language": ["ar"], "has_room": True, "radius": 5, "place": "1080"},
        {"language": "ar", "has_room": "1", "radius": "5", "place": "1080", "q": None},
    ],
)
def test_a_post_asks_the_same(client, body):
    ServiceFactory(languages=["ar"])
    by_get = ask(client, language="ar", has_room="1", radius="5", place="1080").json()

    assert ask_json(client, body).json() == by_get
    form = {"language": ["ar"], "has_room": "1", "radius": "5", "place": "1080"}
    assert client.post(URL, form).json() == by_get


def test_it_agrees_with_the_page(client):
    for _n in range(3):
        ServiceFactory(languages=["ar"])
    ServiceFactory(languages=["fr"])
    page = client.get(reverse("search:page"), {"language": "ar"}).content.decode()

    hits = ask(client, language="ar").json()["hits"]
    places = [page.index(f"/fiche/{hit['id']}") for hit in hits]
    assert len(hits) == 3
    assert places == sorted(places)


# Refusals -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "parameter", "value"),
    [
        ({"theme": "never-heard"}, "theme", "never-heard"),
        ({"theme": ["housing", "never-heard"]}, "theme", "never-heard"),
        ({"language": "xx"}, "language", "xx"),
        ({"commune": "1080"}, "commune", "1080"),
        ({"radius": "far", "place": "1080"}, "radius", "far"),
        ({"page": "0"}, "page", "0"),
        ({"page": "501"}, "page", "501"),
        ({"open_now": "perhaps"}, "open_now", "perhaps"),
        ({"place": "Atlantis"}, "place", "Atlantis"),
        ({"themes": "housing"}, "themes", ""),
    ],
)
def test_what_is_not_understood_is_named(client, asked, parameter, value):
    answer = ask(client, **asked)

    assert answer.status_code == 400
    assert {"parameter": parameter, "value": value} in [
        {"parameter": each["parameter"], "value": each["value"]} for each in answer.json()["errors"]
    ]
    assert all(each["message"] for each in answer.json()["errors"])


@pytest.mark.parametrize(
    "body", ["nothing", "[]", "1", "null", "[" * 100_000, '{"q": "\\ud800"}', '{"page": 1e400}', '{"theme": [[1]]}']
)
def test_no_body_breaks_it(client, body):
    assert ask_json(client, body).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_can_be_done_with_it(client, method):
    assert getattr(client, method)(URL).status_code == 405


# What it never says ---------------------------------------------------------------------------------------------------


def test_a_confidential_service_has_no_place(client):
    ServiceFactory(confidential=True)
    (hit,) = ask(client).json()["hits"]

    assert (hit["lat"], hit["lon"]) == (None, None)
    assert hit["bassin"] == "centre-ouest"
    assert "commune" not in hit


def test_a_sensitive_question_is_kept_by_nobody(client):
    for answer in (ask(client, theme="domestic_violence"), ask_json(client, {"q": "violence"})):
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" not in ask(client, theme="housing").get("Cache-Control", "")


def test_what_its_source_keeps_back_is_neither_listed_nor_counted(client):
    kept_back, free, both, own = (ServiceFactory(languages=["ar"]) for _n in range(4))
    from_source(kept_back, may_republish=False)
    from_source(free, may_republish=True)
    from_source(both, may_republish=False)
    from_source(both, may_republish=True)

    answer = ask(client).json()
    assert {hit["id"] for hit in answer["hits"]} == {free.code, both.code, own.code}
    assert answer["total"] == answer["facets"]["language"]["ar"] == 3
    assert kept_back.code in client.get(reverse("search:page")).content.decode()


def test_no_cookie_is_set(client):
    assert not ask(client).cookies
    assert not ask_json(client, {}).cookies


# Cost -----------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_hits(client, django_assert_max_num_queries):
    for _n in range(15):
        ServiceFactory(languages=["ar"])
    asked = {"language": "ar", "theme": "pregnancy_care", "commune": "21012"}
    ask(client, **asked)

    with django_assert_max_num_queries(6):
        assert ask(client, **asked).json()["total"] == 15


# Description ----------------------------------------------------------------------------------------------------------


def test_its_description_is_valid_and_whole(client):
    description = client.get("/api/v1/openapi.json").json()

    validate(description)
    (paths,) = description["paths"].values()
    assert {each["name"] for each in paths["get"]["parameters"]} == set(PARAMETERS)
    assert set(description["components"]["schemas"]["Answer"]["properties"]) == set(ask(client).json())
    assert "POST" in paths["post"]["description"]


def test_its_description_tells_every_refusal_and_what_a_page_is(client):
    description = client.get("/api/v1/openapi.json").json()
    path, answer = description["paths"][URL], description["components"]["schemas"]["Answer"]["properties"]
    page = next(each["schema"] for each in path["get"]["parameters"] if each["name"] == "page")

    for method in ("get", "post"):
        assert set(path[method]["responses"]) == {"200", "400", "414", "429"}
    assert "Retry-After" in path["post"]["responses"]["429"]["headers"]
    number, further = page["anyOf"]
    assert (number["type"], number["minimum"], number["maximum"]) == ("integer", 1, DEEPEST // SIZE)
    assert further["pattern"] == "^after-"
    assert answer["next"]["type"] == ["string", "null"]


def test_its_page_asks_for_post_and_names_every_parameter(client):
    page = client.get("/api/v1/").content.decode()

    assert "POST" in page
    assert all(f"<code>{name}</code>" in page for name in PARAMETERS)
    assert "domestic_violence" in page


def test_a_parameter_that_does_not_exist_is_named_beside_those_that_do(client):
    (error,) = client.get(URL, {"foo": "1"}, headers={"accept-language": "en"}).json()["errors"]

    assert error["parameter"] == "foo"
    assert "“foo”" in error["message"]
    assert all(name in error["message"] for name in PARAMETERS)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_description_is_english_with_labels_in_three_languages(client, language):
    answer = client.get("/api/v1/openapi.json", headers={"accept-language": language}).json()
    parameters = {one["name"]: one for one in answer["paths"][URL]["get"]["parameters"]}

    assert parameters["has_room"]["description"] == "Has room"
    assert parameters["theme"]["x-labels"] == {"fr": "Besoin", "nl": "Nood", "en": "Need"}
    labels = parameters["theme"]["schema"]["x-labels"]["housing"]
    assert labels == {"fr": "Logement", "nl": "Huisvesting", "en": "Housing"}
