"""However narrow the line, the numbers of a range stand together on it."""

from django.template.loader import render_to_string

from tests.browser.conftest import PHONE, Visitors
from tests.browser.quickstart_site import QuickstartSite

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


def test_a_range_in_a_readers_voice_is_never_torn(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=PHONE)
    page.goto(f"{site.url}/articles/sciatica/sciatica-cause/")
    voices = render_to_string("blocks/reader_voices.html", {"value": VOICES})
    page.locator("article > .body").first.evaluate("(body, html) => { body.innerHTML = html }", voices)

    assert page.evaluate(BROKEN, [160, 420]) == []
