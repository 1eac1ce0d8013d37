"""Addresses as people write them, over a small made-up file; nothing of them is kept anywhere."""

import pytest
from django.urls import reverse
from django.utils import translation
from geopy.geocoders.base import Geocoder

from directory.models import Stage
from search import geocoding
from search.geocoding import addresses, find_place, gazetteer, places_like
from search.geocoding.addresses import AddressGeocoder
from search.importers import import_file
from search.text import fold
from tests.search.address_file import row, rows, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def imported(tmp_path):
    gazetteer.forget()
    addresses.forget()
    import_file(write(tmp_path / "addresses.csv"))
    yield
    gazetteer.forget()
    addresses.forget()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("rue de la loi 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("Rue de la Loi, 16, 1040 Bruxelles", "Rue de la Loi 16, 1040 Bruxelles"),
        ("16, rue de la Loi", "Rue de la Loi 16, 1040 Bruxelles"),
        ("16 rue de la Loi 1040 Bruxelles", "Rue de la Loi 16, 1040 Bruxelles"),
        ("16 rue de la Loi Bruxelles", "Rue de la Loi 16, 1040 Bruxelles"),
        ("1040 Bruxelles, rue de la Loi 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("B-1040 Bruxelles, rue de la Loi 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("r. de la Loi 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("rue Loi 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("RUE DE LA LOI 16A", "Rue de la Loi 16a, 1040 Bruxelles"),
        ("rue de la loi 16 A", "Rue de la Loi 16a, 1040 Bruxelles"),
        ("rue de la loi 16Z", "Rue de la Loi 16, 1040 Bruxelles"),
        ("rue de la loi 16-18", "Rue de la Loi 16, 1040 Bruxelles"),
        ("rue de la loi 30-32", "Rue de la Loi 30-32, 1040 Bruxelles"),
        ("rue de la loi 16/3", "Rue de la Loi 16, 1040 Bruxelles"),
        ("Wetstraat 16 bte 3", "Rue de la Loi 16, 1040 Bruxelles"),
        ("Wetstraat 16 bus 3, 1040 Brussel", "Rue de la Loi 16, 1040 Bruxelles"),
        ("Wetstr. 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("Wet straat 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("rue de la loy 16", "Rue de la Loi 16, 1040 Bruxelles"),
        ("rue du batau 16, 1080 Molenbeek", "Rue du Bateau 16, 1080 Molenbeek-Saint-Jean"),
        ("Rue du Bateau 16, Molenbeek", "Rue du Bateau 16, 1080 Molenbeek-Saint-Jean"),
        ("rue du 11 novembre 20", "Rue du 11 Novembre 20, 1040 Etterbeek"),
        ("rue ste Elisabeth 16", "Rue Sainte-Élisabeth 16, 1130 Bruxelles"),
        ("chée de Wavre 16 Ixelles", "Chaussée de Wavre 16, 1050 Ixelles"),
        ("ch. de Wavre 16, 1160", "Chaussée de Wavre 16, 1160 Auderghem"),
        ("Bergensesteenweg 20 Anderlecht", "Chaussée de Mons / Bergense Steenweg 20, 1070 Anderlecht"),
        ("rue du Bateau", "Rue du Bateau, 1080 Molenbeek-Saint-Jean"),
    ],
)
def test_an_address_is_understood_as_it_is_written(typed, name):
    place = find_place(typed)

    assert (place.name_fr, place.kind, place.doubts) == (name, "point", ("bassin",) if "la Loi" in name else ())
    assert place.point
    assert place.lived_in == place.communes != ()


def test_a_box_of_its_own_has_its_own_point(tmp_path):
    other = row(box="b003") | {"EPSG:4326_lat": "50.85001"}
    import_file(write(tmp_path / "boxes.csv", [*rows(), other, row(box="b004") | {"EPSG:4326_lat": "50.85002"}]))

    assert find_place("rue du Bateau 16 bte 4").point[0] == 50.85002
    assert find_place("rue du Bateau 16").point[0] == 50.8568


def test_another_postal_code_is_said():
    place = find_place("rue du Bateau 16, 1070 Anderlecht")
    assert (place.name_fr, place.doubts) == ("Rue du Bateau 16, 1080 Molenbeek-Saint-Jean", ("code",))
    with translation.override("en"):
        assert place.doubt == "another postal code"


def test_an_unknown_number_is_the_nearest_one_and_it_is_said():
    assert find_place("rue du Bateau 18").doubts == ("number",)
    assert find_place("rue du Bateau 31").name_fr.startswith("Rue du Bateau 30-32,")
    far = find_place("rue du Bateau 900")
    assert (far.name_fr, far.doubts) == ("Rue du Bateau, 1080 Molenbeek-Saint-Jean", ("number",))


def test_a_street_of_several_communes_is_offered_in_each_and_each_offer_is_understood():
    found = places_like("chaussée de Wavre 16")

    assert [place.communes for place in found] == [("21009",), ("21002",)]
    for place in found:
        assert find_place(place.written) == place


@pytest.mark.parametrize("typed", ["1080", "Molenbeek", "1080 Molenbeek", "Matonge", "molenbek", "sans adresse", "Hal"])
def test_the_names_of_places_mean_what_they_meant(typed):
    assert find_place(typed).kind != "point"


@pytest.mark.parametrize("typed", ["", "16", "rue", "rue 16", "16 16 16", "%", "x" * 500, "1 " * 100, "\ud800 rue 1"])
def test_what_is_no_address_is_not_guessed(typed):
    assert find_place(typed) is None


def test_an_address_never_stands_in_an_address(client):
    reply = client.post(reverse("search:page"), {"place": "rue du Bateau 16"})

    assert reply.status_code == 200  # answered, not sent on to an address
    assert "no-store" in reply["Cache-Control"]
    text = reply.content.decode()
    assert "Rue du Bateau 16" in text
    assert not [part for part in text.split('href="')[1:] if "Bateau" in part.split('"')[0]]


def test_an_address_is_answered_within_its_radius_by_the_compass_and_the_search(client):
    stage = Stage.objects.values_list("code", flat=True).first()
    answers = {"where": "place", "place": "rue de la Loi 16", "stage": stage}
    reply = client.post(reverse("search:boussole"), answers)

    assert reply.status_code == 200
    assert "Rue de la Loi 16, 1040 Bruxelles (" in reply.content.decode()


def test_what_was_typed_is_in_no_cache():
    fold.cache_clear()
    places_like("Rue du Bateau 16, Molenbeek")
    before = fold.cache_info().misses
    fold("Bateau")

    assert fold.cache_info().misses == before + 1


def test_streets_and_then_their_numbers_are_proposed(client):
    def proposed(text):
        return client.post(reverse("search:suggest"), {"text": text, "field": "place"}).json()["suggestions"]

    assert "Rue du Bateau" in proposed("rue du ba")
    assert proposed("rue du bateau 1") == ["Rue du Bateau 16", "Rue du Bateau 16a"]
    assert proposed("rue du bateau 9") == []


def test_a_new_import_is_seen_at_once(tmp_path):
    assert find_place("rue du Bateau 99").doubts
    import_file(write(tmp_path / "more.csv", [*rows(), row(number="99")]))

    assert not find_place("rue du Bateau 99").doubts


def test_geopy_may_use_it_like_any_other_geocoder():
    geocoder = AddressGeocoder()

    assert isinstance(geocoder, Geocoder)
    assert geocoder.geocode("rue du Bateau 16").raw["place"].communes == ("21012",)
    assert geocoder.geocode("chaussée de Wavre 16") is None
    assert len(geocoder.geocode("chaussée de Wavre 16", exactly_one=False)) == 2
    assert geocoding.DirectoryGeocoder().geocode("rue du Bateau 16").latitude == pytest.approx(50.8568)
