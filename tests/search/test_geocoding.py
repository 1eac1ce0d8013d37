import pytest
from geopy.geocoders.base import Geocoder

from directory import actions
from directory.models import Commune, Neighbourhood, PostalCode
from search.geocoding import DirectoryGeocoder, find_place, gazetteer, nearest_place, places_like

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_gazetteer():
    gazetteer.forget()
    yield
    gazetteer.forget()


@pytest.mark.parametrize(
    ("typed", "kind", "communes", "bassins"),
    [
        ("1080", "postal", ("21012",), ("centre-ouest",)),
        ("1 080", "postal", ("21012",), ("centre-ouest",)),
        ("1 000", "postal", ("21004",), ("centre-ouest",)),
        ("B-1080", "postal", ("21012",), ("centre-ouest",)),
        ("1080 Molenbeek", "postal", ("21012",), ("centre-ouest",)),
        ("Sint-Jans-Molenbeek 1080", "postal", ("21012",), ("centre-ouest",)),
        ("Rue du Bateau 1000, 1080 Molenbeek", "postal", ("21012",), ("centre-ouest",)),
        ("1020", "postal", ("21004",), ("nord",)),
        ("1040", "postal", ("21005", "21004"), ("sud-est", "centre-ouest")),
        ("1050 Bruxelles", "postal", ("21004",), ("sud",)),
        ("1050 Elsene", "postal", ("21009",), ("sud",)),
        ("1050 Matonge", "neighbourhood", ("21009",), ("sud",)),
        ("Molenbeek", "commune", ("21012",), ("centre-ouest",)),
        ("SINT-JANS-MOLENBEEK", "commune", ("21012",), ("centre-ouest",)),
        ("molenbek", "commune", ("21012",), ("centre-ouest",)),
        ("Ukkel", "commune", ("21016",), ("sud",)),
        ("Uccles", "commune", ("21016",), ("sud",)),
        ("st gilles", "commune", ("21013",), ("sud",)),
        ("Sint-Gillis", "commune", ("21013",), ("sud",)),
        ("saint josse", "commune", ("21014",), ("nord-est",)),
        ("Etter", "commune", ("21005",), ("sud-est",)),
        ("Bruxelles", "commune", ("21004",), ("centre-ouest", "nord", "sud")),
        ("Laeken", "postal", ("21004",), ("nord",)),
        ("Matonge", "neighbourhood", ("21009",), ("sud",)),
        ("Kuregem", "neighbourhood", ("21001",), ("centre-ouest",)),
        ("chaussée de Gand 200, Molenbeek", "commune", ("21012",), ("centre-ouest",)),
    ],
)
def test_a_place_is_understood(typed, kind, communes, bassins):
    place = find_place(typed)

    assert (place.kind, place.communes, place.bassins) == (kind, communes, bassins)
    assert place.point


@pytest.mark.parametrize("typed", ["sans adresse", "Zonder adres", "no address", "SDF", "dakloos", "à la rue"])
def test_having_no_address_is_a_place_too(typed):
    place = find_place(typed)

    assert (place.kind, place.point, place.communes) == ("no_address", None, ())


@pytest.mark.parametrize(
    "typed", ["hors Région", "Buiten het Gewest", "outside", "Wallonie", "Vlaanderen", "1800 Vilvoorde", "4000"]
)
def test_outside_the_region_is_a_place_too(typed):
    assert find_place(typed).kind == "outside"


@pytest.mark.parametrize(
    ("typed", "name", "region"),
    [
        ("Vilvoorde", "Vilvorde", "flanders"),
        ("zaventem", "Zaventem", "flanders"),
        ("Hal", "Hal", "flanders"),
        ("Halle", "Hal", "flanders"),
        ("Ghent", "Gand", "flanders"),
        ("Leuven", "Louvain", "flanders"),
        ("Sint Pieters Leeuw", "Leeuw-Saint-Pierre", "flanders"),
        ("liege", "Liège", "wallonia"),
        ("Waver", "Wavre", "wallonia"),
        ("Louvain la Neuve", "Louvain-la-Neuve", "wallonia"),
        ("charlroi", "Charleroi", "wallonia"),
    ],
)
def test_a_town_of_another_region_is_known_by_its_name(typed, name, region):
    place = find_place(typed)

    assert (place.kind, str(place), place.region, place.point) == ("outside", name, region, None)
    assert place.lived_in == ()


@pytest.mark.parametrize("typed", ["chaussée de Wavre", "rue de Namur 12", "Gentsesteenweg"])
def test_a_street_named_after_a_town_is_not_that_town(typed):
    assert find_place(typed) is None


def test_every_town_outside_leads_to_itself_and_none_hides_a_place_of_brussels():
    known = gazetteer.current()
    for row in gazetteer._rows(gazetteer.OUTSIDE):
        for name in (row["name_fr"], row["name_nl"]):
            assert find_place(name).kind == "outside" or not find_place(name).region, name
    for place in known.communes.values():
        assert find_place(str(place)) == place


@pytest.mark.parametrize(
    "typed", ["", "   ", "Paris", "xyzzy", "0000", "1005", "12", "\x00\ud800", "x" * 10_000, "1" * 5000, "(", "%"]
)
def test_what_is_no_place_is_not_guessed(typed):
    assert find_place(typed) is None
    assert places_like(typed) == []


def test_several_places_are_offered_rather_than_one_taken():
    assert find_place("Woluwe") is None
    assert {"21018", "21019"} <= {code for place in places_like("Woluwe") for code in place.communes}


def test_every_name_and_code_of_our_tables_is_found():
    for commune in Commune.objects.all():
        for name in (commune.name_fr, commune.name_nl):
            assert commune.code in find_place(name).communes, name
    for row in PostalCode.objects.select_related("commune"):
        assert row.commune.code in find_place(row.code).communes
    for row in Neighbourhood.objects.select_related("commune"):
        for name in filter(None, (row.name_fr, row.name_nl)):
            assert row.commune.code in find_place(name).communes, name


def test_a_renamed_neighbourhood_is_found_by_its_new_name():
    assert find_place("Matonge")
    actions.rename(Neighbourhood.objects.get(name_fr="Matonge"), {"name_fr": "Petit Congo"}, by=None)

    assert find_place("Petit Congo").communes == ("21009",)


def test_where_somebody_stands_gives_the_commune_and_the_bassin():
    here = nearest_place(50.8552, 4.3184)

    assert (here.communes, here.bassins) == (("21012",), ("centre-ouest",))
    assert nearest_place(50.895, 4.36).bassins == ("nord",)
    assert nearest_place(51.22, 4.40).communes == ()
    assert here.lived_in == ()


def test_the_centre_of_each_commune_lies_in_it():
    for commune in Commune.objects.exclude(code="21004"):
        assert nearest_place(commune.lat, commune.lon).communes == (commune.code,), commune


def test_geopy_may_use_it_like_any_other_geocoder():
    geocoder = DirectoryGeocoder()

    assert isinstance(geocoder, Geocoder)
    assert geocoder.geocode("1080").raw["place"] == find_place("1080")
    assert geocoder.geocode("nowhere") is None
    assert len(geocoder.geocode("Woluwe", exactly_one=False)) == 2
    assert geocoder.reverse((50.8552, 4.3184)).raw["place"].communes == ("21012",)
