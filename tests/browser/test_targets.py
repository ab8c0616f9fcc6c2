"""Everything that is pressed is as large as a thumb needs: 44 px, on a phone (WCAG 2.2, 2.5.5).

Excepted, as there: a link inside a sentence, whose size is that of its line.
"""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from articles.blocks.references import ReferencesBlock
from articles.links.prose import Prose
from articles.references.citing import number_citations
from tests.browser.buying import Customer
from tests.browser.conftest import PHONE, Visitors
from tests.browser.every_page import AROUND, READING, on_the_way_to_an_order
from tests.browser.quickstart_site import QuickstartSite

# What is pressed, and what answers around its middle: a finger does not care whose box it is, only what it hits.
TOO_SMALL = """() => {
  const reach = 44 / 2 - 1;
  const kana = (text) => (text.match(/[ぁ-ん]/g) ?? []).length;

  const isInSentence = (link) => {
    if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
    const block = link.closest("p, li, dt, dd, td, th, figcaption, h1, h2, h3, h4") ?? link.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let before = "", after = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (link.contains(node)) continue;
      if (link.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) before += node.data;
      else after += node.data;
    }
    [before, after] = [before.trim(), after.trim()];
    if (after) return kana(before + after) > 1;
    return /[^。？！]$/.test(before) && /[。、]/.test(before);
  };

  const shapeOf = (target) => {
    const over = getComputedStyle(target, "::after");
    // The title of a card is stretched over the card.
    if (over.position === "absolute" && over.content !== "none") return target.offsetParent;
    return target.matches("input[type=radio], input[type=checkbox]") ? target.closest("label") ?? target : target;
  };

  const small = [];
  for (const target of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    if (!target.checkVisibility({ visibilityProperty: true }) || target.closest(".skip, .visually-hidden")) continue;
    if (isInSentence(target)) continue;
    const shape = shapeOf(target);
    shape.scrollIntoView({ block: "center", behavior: "instant" });
    const box = shape.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const edges = [[x - reach, y], [x + reach, y], [x, y - reach], [x, y + reach]];
    const answers = ([left, top]) => {
      const hit = document.elementFromPoint(left, top);
      return hit && (shape.contains(hit) || target.contains(hit));
    };
    if (edges.every(answers)) continue;
    const name = (target.textContent.trim() || target.name || target.className).slice(0, 20);
    const place = target.parentElement.className || target.parentElement.tagName;
    small.push(`${place}: ${name}, ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
  return small;
}"""


def too_small_on(page: Page) -> list[str]:
    """What a thumb would miss on the open page."""
    found: list[str] = page.evaluate(TOO_SMALL)
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("paths", [READING, AROUND], ids=["reading", "around"])
def test_on_a_phone_nothing_that_is_pressed_is_smaller_than_a_thumb(
    site: QuickstartSite, visitors: Visitors, paths: tuple[str, ...]
) -> None:
    page = visitors.new(viewport=PHONE)
    small = {}
    for path in paths:
        page.goto(site.url + path)
        small[path] = too_small_on(page)

    visitors.problems = [problem for problem in visitors.problems if "/no-such-page/" not in problem]
    assert {path: found for path, found in small.items() if found} == {}


@pytest.mark.thorough
def test_nor_is_anything_on_the_way_to_an_order(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=PHONE)
    small = {name: too_small_on(page) for name in on_the_way_to_an_order(Customer(page, site.url))}

    visitors.problems = [problem for problem in visitors.problems if "422" not in problem]
    assert {name: found for name, found in small.items() if found} == {}


def references_twice_cited() -> str:
    """The list of references as an article draws it; the first one is cited twice."""
    definition = ReferencesBlock()
    entries = [
        {"text": f"著者{number}（2021）論文の題名", "doi": f"10.1000/{number}", "url": ""} for number in "12"
    ]
    value = definition.to_python({"heading": "参考文献", "entries": entries})
    value.cited = number_citations([Prose("<p>文[1]、文[2]、また[1]</p>")], 2)
    return render_to_string("blocks/references.html", {"value": value, "id": "list"})


def test_the_ways_back_from_the_references_are_large_enough(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=PHONE)
    page.goto(f"{site.url}/articles/sciatica/sciatica-cause/")
    page.locator("article > .body").first.evaluate(
        "(body, html) => { body.innerHTML = html }", references_twice_cited()
    )

    assert page.locator(".cited-at").count() == 3
    assert too_small_on(page) == []
