"""HTML becomes Markdown without losing words."""

import pytest

from articles.twins.markdown import markdown_of

BASE = "https://example.jp/a/b/"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>見出し<br>二行目</h2><p>文。</p>", "## 見出し 二行目\n\n文。\n"),
        ("<ul><li>一</li><li>二<ul><li>下</li></ul></li></ul>", "- 一\n- 二\n  - 下\n"),
        ("<ol><li>一</li><li>二</li></ol>", "1. 一\n2. 二\n"),
        ('<p><a href="/c/">行き先</a>と<a href="#x">ここ</a></p>', "[行き先](https://example.jp/c/)とここ\n"),
        ("<p>一行目<br>二行目</p>", "一行目\n二行目\n"),
        ("<p>1 * 2 [3] <b>太い</b></p>", "1 \\* 2 \\[3\\] **太い**\n"),
        ("<dl><dt>名</dt><dd>値</dd></dl>", "- 名: 値\n"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2\\|3 |\n",
        ),
        ('<figure><img src="/m/x.png" alt="図"><figcaption>説明</figcaption></figure>', "![図](https://example.jp/m/x.png)\n\n説明\n"),
        ("<p><ruby>趾<rp>(</rp><rt>し</rt><rp>)</rp></ruby></p><script>x</script>", "趾\n"),
        ("<div>裸の文<p>段落</p>後ろ</div>", "裸の文\n\n段落\n\n後ろ\n"),
    ],
)  # fmt: skip
def test_markup_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html, BASE) == markdown
