"""Whoever reads with keys alone: from the top of a page to what she wants with Tab; nothing is clicked or focused."""

import pytest

from tests.browser.test_every_page import WIDER, read_on_a_phone

MOST = 250  # presses: the longest list, once round
HERE = """([wanted, says]) => {
    const here = document.activeElement;
    return here.matches(wanted) && here.textContent.includes(says) && here.matches(":focus-visible");
}"""


def tab_to(page, wanted, says=""):
    """With the Tab key, to the first that matches and where the focus shows."""
    for _press in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(HERE, [wanted, says]):
            return page.locator(":focus")
    return pytest.fail(f"Tab never comes to {wanted} {says}")


class Reader:
    """On a phone of 360 pixels, without JavaScript; where it may run, axe reads the same address beside."""

    def __init__(self, page, beside, assert_accessible, assert_silent):
        self.page, self.beside = page, beside
        self.assert_accessible, self.assert_silent = assert_accessible, assert_silent

    def opens(self, address):
        self.page.goto(address)

    def tabs_to(self, wanted, says=""):
        return tab_to(self.page, wanted, says)

    def follows(self, wanted, says=""):
        """To another page, or another answer of the same."""
        self.tabs_to(wanted, says)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def types(self, wanted, words):
        self.tabs_to(wanted)
        self.page.keyboard.type(words)

    def chooses(self, wanted, down):
        """In a list, so many lines further down."""
        self.tabs_to(wanted)
        for _press in range(down):
            self.page.keyboard.press("ArrowDown")

    def reads(self, words=""):
        """What is there is no wider than the phone, and axe finds nothing wrong with it."""
        if words:
            self.page.get_by_role("main").get_by_text(words).first.wait_for()
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert self.page.evaluate(WIDER) == []
        self.beside.goto(self.page.url)
        read_on_a_phone(self.beside, self.assert_accessible)
        self.assert_silent(self.beside)
        self.assert_silent(self.page)
