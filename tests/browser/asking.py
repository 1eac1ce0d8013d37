"""How a reader of the search page and of the compass asks, and what a tab remembers of it."""

ANSWERS = "section.answers"
COMPASS = {"fr": "/fr/boussole/", "nl": "/nl/kompas/", "en": "/en/compass/"}
SEARCH = {"fr": "/fr/annuaire/", "nl": "/nl/gids/", "en": "/en/directory/"}


def ask(page, words="", place="", address=SEARCH["fr"]):
    page.goto(address)
    page.fill("#q", words)
    page.fill("#place", place)
    page.locator("#ask button[type=submit]").first.click()


def ask_privately(page, words="violence conjugale", place="1080", address=SEARCH["fr"]):
    """Something that may not stand in an address."""
    ask(page, words, place, address)
    page.wait_for_selector("#answer[data-posted]")
    page.wait_for_load_state()


def fill_compass(page, *, place="1080", stage="pregnant_4_6", language="ar", needs=(), address=COMPASS["fr"]):
    page.goto(address)
    page.fill("#b-place", place)
    page.check(f"input[name=stage][value={stage}]")
    page.select_option("#b-language", language)
    for need in needs:
        box = page.locator(f"input[type=checkbox][value={need}]")
        if not box.is_visible():
            page.locator("#questions .group", has=box).locator("summary").click()
        box.check()


def ask_compass(page, **answers):
    fill_compass(page, **answers)
    page.locator("#questions .apply button").click()
    page.wait_for_selector(ANSWERS)
    page.wait_for_load_state()  # the scripts wait for the whole page


def cards(page):
    return page.locator("article.service")


def history(page):
    """Addresses and titles that the tab would offer to go back to."""
    session = page.context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    session.detach()
    return [(entry["url"], entry["title"]) for entry in entries]
