"""However narrow the line, the numbers of a range stand together on it."""

import pytest
from django.template.loader import render_to_string

from tests.browser.conftest import PHONE, Visitors
from tests.browser.quickstart_site import QuickstartSite
from toelab.base.typesetting.ranges import with_whole_ranges

ARTICLE = "/articles/sciatica/sciatica-cause/"

VOICES = ("整体に行った直後はいいのに、2〜3日で元通りです", "朝は平気でも座って10〜15分ほどで痛みが出てくる")
# Sets each voice in columns from `first` to `last` pixels and says where the wave's neighbours are on different lines.
BROKEN = """([first, last]) => {
  const broken = [];
  for (const item of document.querySelectorAll(".voices li")) {
    const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) nodes.push(...[...texts.currentNode.data].map((_, place) => [texts.currentNode, place]));
    const text = item.textContent, wave = text.indexOf("〜");
    const top = (place) => {
      const range = document.createRange();
      const [node, offset] = nodes[place];
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      return range.getBoundingClientRect().top;
    };
    for (let width = first; width <= last; width += 5) {
      item.style.inlineSize = `${width}px`;
      if (Math.abs(top(wave - 1) - top(wave + 1)) > 2) broken.push(`${text} ${width}`);
    }
  }
  return broken;
}"""
# Says whose words are laid out as boxes of their own: marking a range in them would cut one line into three columns.
BOXED = """() => [...document.querySelectorAll("main *:not(button)")]
  .filter((element) => /flex|grid/.test(getComputedStyle(element).display))
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .map((element) => element.outerHTML)"""


def test_a_range_in_a_readers_voice_is_never_torn(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=PHONE)
    page.goto(f"{site.url}{ARTICLE}")
    voices = with_whole_ranges(render_to_string("blocks/reader_voices.html", {"value": VOICES}))
    page.locator("article > .body").first.evaluate("(body, html) => { body.innerHTML = html }", voices)

    assert page.evaluate(BROKEN, [160, 420]) == []


@pytest.mark.parametrize("path", ["/", f"{ARTICLE}?start=", "/shop/socks/"])
def test_words_that_people_write_flow_in_one_line_with_the_ranges_in_them(
    path: str, site: QuickstartSite, visitors: Visitors
) -> None:
    page = visitors.new(viewport=PHONE)
    page.goto(f"{site.url}{path}")

    assert page.evaluate(BOXED) == []
