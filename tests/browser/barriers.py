"""What stands between a page and somebody who reads it otherwise, as axe sees it."""

from pathlib import Path

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def without_barrier(page, rules=RULES):
    """axe finds nothing wrong, by all rules of WCAG 2.2 AA; nothing is ignored."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Of what is right one example is enough: describing each element of a long page takes as long as looking at it.
    found = page.evaluate("asked => axe.run(document, asked)", {"runOnly": rules, "resultTypes": ["violations"]})
    problems = [f"{v['id']}: {n['html'][:200]}" for v in found["violations"] for n in v["nodes"]]
    assert not problems, "\n".join(problems)
    assert found["passes"], "axe saw an empty page"


def readable_in_the_dark(page):
    """By night a page is the same but for its colours."""
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    page.evaluate("() => Promise.all(document.getAnimations().map(a => a.finished)).then(() => true)")
    without_barrier(page, OF_COLOURS)
