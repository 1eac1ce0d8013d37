"""Making a sheet: chosen from a list, in her language, on paper and on her telephone."""

import re

import pytest

from directory.models import Service
from directory.shortlist import query
from tests.browser.asking import ANSWERS, SEARCH, ask_compass, ask_privately
from tests.browser.conftest import PHONE
from tests.browser.keyboard import tab_to

pytestmark = pytest.mark.browser
ADD, DROP = "button[name=add]", "button[name=drop]"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request, new_context):
    return new_context(**PHONE, java_script_enabled=request.param).new_page()


def bar(page, count):
    return page.locator(f".sheet-bar a:has-text('({count})')")


def choose(page, count):
    for number in range(1, count + 1):
        page.locator(ADD).first.click()
        bar(page, number).wait_for()


def test_make_and_print_a_sheet_in_arabic(reader, phone, assert_accessible):
    """With keys alone, on a telephone."""
    reader.goto(f"{SEARCH['fr']}?place=1080&radius=5")
    for number in (1, 2, 3):
        tab_to(reader, ADD)
        reader.keyboard.press("Enter")
        bar(reader, number).wait_for()
    tab_to(reader, ".sheet-bar a", "(3)")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/fr/feuille/?s=*")
    tab_to(reader, ".chip[lang=ar]")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**&l=ar")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    phone.goto(reader.url)
    assert_accessible(phone)  # axe needs JavaScript
    sheet = reader.locator(".addresses")

    assert sheet.get_attribute("dir") == "rtl"
    assert sheet.locator(".address").count() == 3
    assert "عناويني" in sheet.inner_text()
    assert reader.locator(".sheet-qr").is_visible()
    paper = reader.context.request.get(reader.locator("a[href*='.pdf']").get_attribute("href"))
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.headers["content-disposition"] == 'inline; filename="adresses.pdf"'
    assert paper.body().startswith(b"%PDF")


def test_what_is_chosen_by_keyboard_leaves_the_keyboard_where_it_was(page):
    page.goto(f"{SEARCH['fr']}?place=1080&radius=5")
    first = page.locator(ADD).first
    name = first.get_attribute("id")
    first.press("Enter")
    bar(page, 1).wait_for()

    assert page.evaluate("document.activeElement.id") == name
    page.locator(f"#{name}").press("Enter")
    page.locator(".sheet-bar").wait_for(state="detached")
    assert page.locator(DROP).count() == 0


def test_a_sensitive_answer_stays_where_it_was_and_leaves_codes_alone_in_the_address(reader):
    ask_privately(reader)
    choose(reader, 2)

    assert reader.url.endswith(SEARCH["fr"])
    assert reader.locator("article.service").count() > 0
    codes = reader.locator("#answer input[name=s]").evaluate_all("all => all.map(each => each.value)")
    assert bar(reader, 2).get_attribute("href").endswith(f"/fr/feuille/?{query(codes)}")


def test_from_the_compass_the_answers_stay_while_one_chooses(reader):
    ask_compass(reader, needs=["housing"])
    choose(reader, 2)

    assert reader.locator(f"{ANSWERS} article").count() > 0
    assert reader.url.endswith("/fr/boussole/")
    assert len(re.findall("s=", bar(reader, 2).get_attribute("href"))) == 2


def test_the_card_of_a_service_is_put_on_the_sheet_too(page):
    code = Service.objects.listed().order_by("pk").first().code
    page.goto(f"/fr/fiche/{code}")
    page.get_by_role("link", name="Ajouter à la feuille").click()
    page.wait_for_url(f"**/fr/feuille/?s={code}")

    assert page.locator(".address").count() == 1
    page.get_by_role("link", name="Enlever de la feuille").click()
    assert page.locator(".address").count() == 0


@pytest.mark.parametrize("tongue", ["ar", "uk"])
def test_her_page_reads_on_a_telephone_without_the_frame_of_the_site(
    phone, new_context, tongue, assert_accessible, assert_silent
):
    codes = Service.objects.listed().order_by("pk").values_list("code", flat=True)[:60:10]
    phone.goto(f"/fr/feuille/{tongue}/?{query(codes)}")

    assert phone.locator("html").get_attribute("lang") == tongue
    assert phone.locator(".address").count() == 6
    assert phone.locator("a[href^='tel:']").first.bounding_box()["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator(".bottom, .top").count() == 0
    assert_accessible(phone)
    assert_silent(phone)
