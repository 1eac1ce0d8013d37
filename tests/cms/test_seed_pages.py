"""The first pages: written once, in three languages that say as much; editors keep them from then on."""

import re
from itertools import combinations

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from cms import content
from cms.models import BassinPage, HomePage, InformationPage, NewsPage
from tests.cms.reading import LANGUAGES, home, page, read, text_of, words, written
from tests.cms.writing import article
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
ENTRIES = {entry.name: entry for entry in content.PAGES}


def test_a_second_run_changes_nothing(capsys):
    before = list(Page.objects.order_by("pk").values())

    call_command("seed_pages")

    assert list(Page.objects.order_by("pk").values()) == before
    assert "nothing missing" in capsys.readouterr().out


def test_what_an_editor_wrote_survives_and_what_she_moved_stays_there():
    programme = page("programme", "fr")
    programme.title, programme.slug, programme.show_in_menus = "Notre programme", "autre-adresse", False
    programme.save_revision().publish()
    programme.move(page("contact", "fr"), pos="last-child")

    call_command("seed_pages", verbosity=0)

    programme = page("programme", "fr")
    assert (programme.title, programme.slug, programme.show_in_menus) == ("Notre programme", "autre-adresse", False)
    assert programme.get_parent().pk == page("contact", "fr").pk


def test_a_page_that_is_missing_comes_back_with_its_text():
    page("contact", "nl").delete()

    call_command("seed_pages", verbosity=0)

    assert page("contact", "nl").live
    assert len(page("contact", "nl").body) == len(page("contact", "fr").body)


def test_a_run_cut_short_is_completed_by_the_next():
    contact = page("contact", "en")
    Page.objects.filter(pk=contact.pk).update(live=False, latest_revision=None, live_revision=None)
    InformationPage.objects.filter(pk=contact.pk).update(body="[]")

    call_command("seed_pages", verbosity=0)

    contact = page("contact", "en")
    assert contact.live
    assert len(contact.body)


def test_the_site_starts_at_the_french_home_and_wagtails_own_first_page_is_gone():
    assert Site.objects.get(is_default_site=True).root_page.pk == home("fr").pk
    assert {type(child.specific) for child in Page.get_first_root_node().get_children()} == {HomePage}


def test_the_site_of_an_operator_is_left_alone():
    Site.objects.update(hostname="maillage.brussels", port=443)

    call_command("seed_pages", verbosity=0)

    assert Site.objects.get().hostname == "maillage.brussels"


def structure(block):
    """Kinds and numbers of what a block holds, whatever its words."""
    if block.block_type in {"steps", "figures", "accordion", "links", "documents"}:
        return (block.block_type, len(block.value))
    if block.block_type == "callout":
        return (block.block_type, block.value["kind"])
    if block.block_type == "text":
        return (block.block_type, *re.findall(r"<(p|ul|ol|li|h3)\b", block.value.source))
    return (block.block_type,)


@pytest.mark.parametrize("name", [entry.name for entry in content.PAGES])
def test_every_page_says_as_much_in_each_language(name):
    pages = [page(name, language) for language in ENTRIES[name].languages]
    structures = [[structure(block) for block in text_of(one) or ()] for one in pages]

    assert structures.count(structures[0]) == len(structures)
    assert len({one.show_in_menus for one in pages}) == 1
    assert all(one.live and one.search_description and one.introduction for one in pages)
    lengths = [len(written(one)) for one in pages]
    assert max(lengths) <= 1.3 * min(lengths)


@pytest.mark.parametrize(
    ("name", "language"), [(one.name, tongue) for one in content.PAGES for tongue in one.languages]
)
def test_every_text_of_the_seed_could_be_saved_by_an_editor(name, language):
    one, told = page(name, language), text_of(page(name, language))

    one.full_clean()
    if told is not None:
        told.stream_block.clean(told)
    for resource in getattr(one, "resources", Page.objects.none()).all():
        resource.full_clean()


def test_no_page_is_an_alias_of_another():
    assert not Page.objects.exclude(alias_of=None).exists()


def test_no_text_is_the_same_in_two_languages():
    """A forgotten translation would be one; official names and addresses are the same everywhere."""
    same = re.compile("Born in Belgium|Soins et accompagnement|https?:|@")
    for name, entry in ENTRIES.items():
        texts = [
            {text for text in re.findall(r"[^<>]{25,}", written(page(name, language))) if not same.search(text)}
            for language in entry.languages
        ]
        assert not [one & other for one, other in combinations(texts, 2) if one & other], name


FORBIDDEN = re.compile(r"vuln[ée]rab|kwetsba|sc[ée]nari|\bt[123]\b|dépistage|screening")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_womans_page_never_names_what_she_is_not(client, language):
    one = page("pregnant", language)

    assert not FORBIDDEN.search(words(read(client, one)))
    assert not FORBIDDEN.search(f"{one.title} {one.seo_title} {one.search_description}".lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_womans_page_is_made_of_short_sentences(language):
    text = re.sub(
        r"<[^>]+>", " ", " ".join(b.value.source for b in page("pregnant", language).body if b.block_type == "text")
    )
    lengths = [len(sentence.split()) for sentence in re.split(r"[.!?;:]", text) if sentence.strip()]

    assert sum(lengths) / len(lengths) < 12
    assert max(lengths) <= 27


def test_every_language_has_its_locale():
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(LANGUAGES)


def test_invented_news_comes_with_the_demo_network_only():
    call_command("seed_pages", demo=True, verbosity=0)
    assert not NewsPage.objects.exists()

    ServiceFactory(is_demo=True)
    call_command("seed_pages", demo=True, verbosity=0)
    call_command("seed_pages", demo=True, verbosity=0)

    assert NewsPage.objects.count() == 2 * len(content.DEMO)
    assert all(one.is_demo and one.live for one in NewsPage.objects.all())
    for one in NewsPage.objects.all():
        one.body.stream_block.clean(one.body)


def test_invented_news_can_be_taken_away_and_ours_stays():
    ServiceFactory(is_demo=True)
    call_command("seed_pages", demo=True, verbosity=0)
    ours = article("La nôtre")

    call_command("seed_pages", remove=True, verbosity=0)

    assert list(NewsPage.objects.all()) == [ours]


def test_every_bassin_has_its_page_in_every_language():
    assert BassinPage.objects.live().count() == 5 * len(LANGUAGES)


def test_the_glossary_tells_at_least_fifteen_kinds_apart():
    for language in LANGUAGES:
        actors = [block.value for block in page("actors", language).actors]
        assert len(actors) >= 15
        assert all(actor["does"].source and actor["not_to_confuse"].source for actor in actors)


def test_the_plan_numbers_its_eight_accords_and_keeps_a_place_for_its_document(client):
    html = read(client, page("plan", "nl"))
    accords = next(block for block in page("plan", "nl").body if block.block_type == "steps")

    assert len(accords.value) == 8
    assert "8 november 2023" in html
    assert "het document is er nog niet" in words(html)


def test_no_line_breaks_within_a_french_number_or_before_its_punctuation():
    for name in ENTRIES:
        assert not re.search(r"\d \d{3}\b| [:;?!»]|« ", written(page(name, "fr"))), name
