"""What comes out of the printer."""

import re

import pytest
from django.urls import reverse

from directory.models import Service
from tests.browser.asking import ANSWERS, ask_compass, ask_privately, cards

pytestmark = pytest.mark.browser
DAY = "18 novembre 2026"


def printed(page):
    page.emulate_media(media="print")
    return page.locator("main").inner_text()


def pages(page):
    """How many sheets of A4 come out."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_on_paper_there_are_the_question_the_services_and_their_numbers_alone(page):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    text = printed(page)

    assert text.startswith("Trouver un service")
    assert f"1080 Molenbeek-Saint-Jean, à moins de 5 km · {DAY}" in text
    assert cards(page).first.locator("a[href^='tel:']").is_visible()
    assert re.search(r", 1080$", cards(page).first.inner_text(), re.MULTILINE)  # the street, and where it is
    for selector in (".ask-line", ".filters", ".mapside", ".thumb-bar", ".top"):
        assert not page.locator(selector).first.is_visible(), selector
    assert pages(page) <= cards(page).count() / 2


def test_a_sensitive_question_is_not_printed(page):
    ask_privately(page)
    text = printed(page)

    assert DAY in text
    assert "violence conjugale" not in text.partition("Appeler")[0].partition(DAY)[0]
    assert cards(page).first.locator("a[href^='tel:']").is_visible()


def test_the_compass_on_paper_says_for_what(page):
    ask_compass(page, needs=["housing"])
    text = printed(page)

    assert text.startswith("Qui peut l’aider")
    assert f"1080 Molenbeek-Saint-Jean · Mois 4 à 6 de la grossesse · arabe · {DAY}" in text
    assert pages(page) <= cards(page).count() / 2


def test_the_compass_on_paper_is_discreet(page):
    ask_compass(page, needs=["domestic_violence", "housing"])
    text = printed(page).lower()

    assert "logement" in text
    assert "violence" not in text
    assert "mois 4 à 6" not in text
    assert DAY in text
    assert page.locator(f"{ANSWERS} article a[href^='tel:']").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def hidden_from_paper(page):
    return [one for one in (".top", ".bottom", ".thumb-bar", ".skips") if page.locator(one).first.is_visible()]


def test_the_page_of_a_service_prints_what_one_needs_to_go_there(page):
    service = (
        Service.objects.listed()
        .filter(sensitive=False, category__sensitive=False, site__confidential=False, contacts__kind="phone")
        .exclude(hours=None)
        .exclude(site__street_fr="")
        .first()
    )
    page.goto(reverse("directory:service", args=[service.code]))
    text = printed(page)

    for said in (service.name_fr, service.organisation.name_fr, service.site.street_fr, service.site.postal_code.code):
        assert said in text
    assert page.locator(".big-phone").is_visible()
    assert page.locator("dl.hours dt").count() == 7
    assert page.locator("dl.hours").is_visible()
    assert hidden_from_paper(page) == []
    assert "Trouver un autre service" not in text
    assert pages(page) <= 3


def test_the_page_of_a_sensitive_service_prints_its_neutral_name_and_its_telephone(page):
    service = Service.objects.listed().filter(site__confidential=True, contacts__kind="phone").first()
    neutral = service.neutral_name_fr
    page.goto(reverse("directory:service", args=[service.code]))
    screen, text = page.locator("main").inner_text(), printed(page)

    assert service.name_fr in screen
    assert neutral
    assert neutral not in screen
    assert text.startswith(neutral) or f"\n{neutral}" in text
    assert page.locator(".big-phone").is_visible()
    for told in (service.name_fr, service.organisation.name_fr, str(service.category.label), "confidentielle"):
        assert told not in text
    assert "violence" not in text.lower()
    assert hidden_from_paper(page) == []
    assert pages(page) == 1
