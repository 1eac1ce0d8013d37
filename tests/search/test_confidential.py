"""One confidential site through everything anybody can open: nowhere more than its bassin, and as far as its centre."""

import json
import random
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from directory import actions
from directory.models import Bassin, Commune, PostalCode
from directory.views.card import Card
from search.engines import answer
from search.geocoding import gazetteer, nearest_place, places_like
from search.models import Row, Tokens
from search.question import Question
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "nl", "en")
HOME, BASSIN = "21014", "nord-est"  # Saint-Josse-ten-Noode
TRACES = ("Dissimul", "Verdoken", "Clandest", "50.853", "50,853", "4.369", "4,369", "77777")


@pytest.fixture(params=["unstated", "communes"])
def hidden(request):
    """It had a name, an address and a point until it became confidential; it served the commune of its door."""
    place = PostalCode.objects.get(code="1210", commune__code=HOME)
    site = SiteFactory(
        organisation=OrganisationFactory(name_fr="Entraide", name_nl="Samen"),
        name_fr="Antenne Clandestine",
        street_fr="Rue Dissimulée 77777",
        street_nl="Verdokenstraat 77777",
        postal_code=place,
        lat=50.85311,
        lon=4.36999,
    )
    made = ServiceFactory(
        organisation=site.organisation,
        site=site,
        name_fr="Maison ouverte",
        name_nl="Open huis",
        area=request.param,
        area_bassins=[],
        area_communes=[HOME] if request.param == "communes" else [],
    )
    actions.save(site, {"confidential": True, "bassin_override": BASSIN}, by=None, via="admin")
    gazetteer.forget()
    yield made
    gazetteer.forget()


def everything(client, service):
    """What each door says of it, by name."""
    yield "JSON", client.post("/api/v1/search", {"q": "ouverte"})
    yield "sitemap", client.get("/sitemap.xml")
    for language in LANGUAGES:
        with translation.override(language):
            yield "card", client.get(reverse("directory:service", args=[service.code]))
            yield "vcard", client.get(reverse("directory:vcard", args=[service.code]))
            yield "organisation", client.get(reverse("directory:organisation", args=[service.organisation.code]))
            search, suggest = reverse("search:page"), reverse("search:suggest")
            yield "list and map", client.get(search, {"q": str(service.name_fr)})
            yield "filters", client.get(search, {"bassin": BASSIN})
            yield "near its door", client.post(search, {"lat": "50.8601", "lon": "4.3801", "sort": "distance"})
            asked = {"where": "place", "place": "1030", "stage": "pregnant_4_6"}
            yield "compass", client.post(reverse("search:boussole"), asked)
            for typed in ("Dissi", "Verdok", "Cland", "7777"):
                for kind in ("", "place"):
                    yield f"suggestions {typed} {kind}", client.post(suggest, {"text": typed, "field": kind})


def test_no_door_says_more_than_its_bassin(client, hidden):
    seen = 0
    for name, response in everything(client, hidden):
        said = unescape(response.content.decode())
        assert response.status_code in {200, 404}, name
        seen += "Maison ouverte" in said or "Open huis" in said
        assert [trace for trace in TRACES if trace in said] == [], name
    assert seen > 10


def test_its_hit_and_its_counts_are_those_of_its_bassin(client, hidden):
    found = client.post("/api/v1/search", {"q": "ouverte", "place": "1210"}).json()
    (hit,) = found["hits"]
    communes = set(Commune.objects.filter(bassins__code=BASSIN).values_list("code", flat=True))

    assert (hit["bassin"], hit["lat"], hit["lon"]) == (BASSIN, None, None)
    assert set(found["facets"]["bassin"]) >= {BASSIN}
    assert set(found["facets"]["commune"]) == communes
    assert len(communes) > 1


def test_its_page_names_its_bassin_and_no_commune(client, hidden):
    communes = {name for each in Commune.objects.all() for name in (each.name_fr, each.name_nl)}
    for language in LANGUAGES:
        with translation.override(language):
            for name in ("directory:service", "directory:vcard"):
                response = client.get(reverse(name, args=[hidden.code]))
                said = unescape(response.content.decode()).partition("<footer")[0]
                assert [each for each in communes if each in said and each not in {"Bruxelles", "Brussel"}] == [], name
        card = Card(hidden, timezone.now())
        assert [each.code for each in card.coverage.bassins] == [BASSIN]
        assert card.map is None


def test_it_is_found_as_well_from_the_next_commune_as_from_its_own(client, hidden):
    others = Commune.objects.filter(bassins__code=BASSIN).exclude(code=HOME)
    for commune in (HOME, *others.values_list("code", flat=True)):
        assert client.post("/api/v1/search", {"q": "ouverte", "commune": commune}).json()["total"] == 1
    assert others.exists()


def test_it_is_no_point_of_the_map_and_no_place(client, hidden):
    page = client.get("/fr/annuaire/", {"q": "ouverte"}).content.decode()
    points = page.partition('id="points">')[2].partition("</script>")[0]

    assert "Maison ouverte" in page
    assert json.loads(points) == []
    for typed in ("Antenne Clandestine", "Rue Dissimulée", "Maison ouverte"):
        assert places_like(typed) == []


def test_the_sitemap_does_not_lead_to_it(client, hidden):
    plain = ServiceFactory()
    index = client.get("/sitemap.xml").content.decode()
    sections = [part.partition("</loc>")[0] for part in index.split("<loc>")[1:]]
    every = index + "".join(
        client.get("/" + s.partition("://")[2].partition("/")[2]).content.decode() for s in sections
    )

    assert plain.code in every
    assert hidden.code not in every


def test_its_row_stands_at_the_centre_and_its_words_know_no_place(hidden):
    row, bassin = Row.objects.get(pk=hidden.pk), Bassin.objects.get(code=BASSIN)
    tokens = Tokens.objects.get(pk=hidden.pk).tokens

    assert (row.lat, row.lon) == pytest.approx((bassin.lat, bassin.lon), abs=1e-6)
    assert not any(word in tokens for word in ("dissimul", "verdok", "clandest", "josse", "1210", "77777"))


def test_from_a_thousand_points_it_is_exactly_where_the_centre_of_its_bassin_is():
    """A twin with an open address at each centre: the same distance, the same reach, neighbours in every order."""
    twins, rng = {}, random.Random(1000)
    for bassin in Bassin.objects.all():
        away = SiteFactory(confidential=True, bassin_override=bassin.code)
        centre = SiteFactory(lat=bassin.lat, lon=bassin.lon)
        pair = [ServiceFactory(site=site, modes=["on_site"]).pk for site in (away, centre)]
        twins[bassin] = pair
    for bassin, (secret, plain) in twins.items():
        for _n in range(200):
            point = rng.gauss(bassin.lat, 0.02), rng.gauss(bassin.lon, 0.03)
            whole = Question(place=nearest_place(*point), sort="distance")
            hits = answer(whole, size=50, counts=False).hits
            far, order = {hit.service_id: hit.distance_m for hit in hits}, [hit.service_id for hit in hits]
            assert far[secret] == far[plain]
            assert abs(order.index(secret) - order.index(plain)) == 1
            near = {hit.service_id for hit in answer(whole.but(radius=2.0), size=50, counts=False).hits}
            assert (secret in near) == (plain in near)
    assert len(twins) == 5
