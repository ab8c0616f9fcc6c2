"""Every source line ends in exactly one place, whatever the file: proved on random files, samples and the seed."""

import html
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.asides import Aside
from articles.importing.blocks import words_of
from articles.importing.decode import decode
from articles.importing.lines import Mark
from articles.importing.read import Format, format_of, read
from articles.importing.recognise import Recognised, recognise
from articles.importing.report import Place, account, lost_addresses, squash
from tests.articles.importing.helpers import SAMPLE, SAMPLES, shape

SHAPED = [
    "目次",
    "はじめに|休んでも重い",
    "だるい人の共通点①|片側に寄る",
    "まとめ|偏りを見る",
    "まとめ",
    "足指への3つのアプローチ",
    "次に知りたいことを選んでください",
    "— 順番があります —",
    "こんにちは。足指研究家の見本太郎です。",
    "「夕方は重い」",
    "相談でよく言われます。",
    "つまり、",
    "重さは“量”ではなく偏りに出る",
    "ということです。",
    "立ち方",
    "休めても",
    "  • 歩き方",
    "・靴の中",
    "✔ 座り方",
    "1. 立つ",
    "2. 歩く",
    "① 立つ",
    "※急な痛みは医療機関へ。",
    "くわしくはこちらの記事で読めるようにしました。",
    "▶︎【医療監修】立ち方入門|かかと",
    "→寝指の記事",
    "内側に寄るタイプ(外反母趾)",
    "■ 立ち方",
    "【座り方】",
    "-----",
    "**太字の一文**",
    "# 記号",
    "a < b & c > d",
    "|",
    "「",
    "▶︎",
    "•",
]
words = st.one_of(st.sampled_from(SHAPED), st.text(alphabet="足指の、。あん「」“”|(1.-*#>▶→• a", max_size=20))
gaps = st.sampled_from(["\n", "\n\n", "\n\n\n"])
files = st.lists(st.tuples(words, gaps), max_size=30).map(
    lambda parts: "題名\n\n" + "".join(text + gap for text, gap in parts)
)
paragraphs = st.lists(
    st.tuples(st.sampled_from(["p", "h2", "h3", "li", "blockquote", "td"]), words), max_size=20
)


def assert_all_accounted_for(lines, recognised: Recognised):
    claims = Counter(
        [
            recognised.title.line,
            *recognised.next_lines,
            *recognised.asides,
            *recognised.unplaced,
            *(line for block in recognised.blocks for line in block.lines),
        ]
    )
    assert claims == Counter(lines)
    entries = account(lines, recognised)
    assert [entry.line for entry in entries] == list(lines)
    # Not placed are only those that the recogniser itself gave up: no line's words went missing on the way.
    assert {entry.line for entry in entries if entry.place is Place.UNPLACED} == set(recognised.unplaced)


@settings(deadline=None)
@given(files)
def test_no_line_of_any_text_file_is_lost(source):
    lines = read(source, Format.TEXT)
    assert squash(source) == squash(" ".join(line.text for line in lines))
    assert_all_accounted_for(lines, recognise(lines))


@settings(deadline=None)
@given(files)
def test_no_line_of_any_markdown_file_is_lost(source):
    lines = read(source, Format.MARKDOWN)
    written = {
        number for number, line in enumerate(source.split("\n"), start=1) if any(map(str.isalnum, line))
    }
    inside = {line.number for line in lines}
    # A list item or a heading may run over several source lines; then its words hold theirs.
    held = squash(" ".join(line.text for line in lines))
    for number in written - inside:
        assert squash(source.split("\n")[number - 1].lstrip("#>-*0123456789. ")) in held
    assert_all_accounted_for(lines, recognise(lines))


@settings(deadline=None)
@given(paragraphs)
def test_no_element_of_any_html_file_is_lost(parts):
    source = "<h1>題名</h1>" + "".join(f"<{tag}>{html.escape(text)}</{tag}>\n" for tag, text in parts)
    lines = read(source, Format.HTML)
    assert squash(" ".join(line.text for line in lines)) == "題名" + squash(
        " ".join(text for _, text in parts)
    )
    assert_all_accounted_for(lines, recognise(lines))


def test_a_line_whose_words_are_missing_from_its_block_is_reported_as_not_placed():
    lines = read("題名\n\n一つめの文です。\n\n二つめの文です。", Format.TEXT)
    recognised = recognise(lines)
    recognised.blocks[0].value = "<p>一つめの文です。</p>"
    assert [entry.line.number for entry in account(lines, recognised) if entry.place is Place.UNPLACED] == [5]


def test_addresses_that_have_no_place_on_the_page_are_named():
    lines = read(
        "# 題名\n\n## [立ち方](https://example.com/a)\n\n[案内](https://example.com/b)です。", Format.MARKDOWN
    )
    assert lost_addresses(recognise(lines).blocks) == [(3, "https://example.com/a")]


def read_sample(path: Path):
    text, _ = decode(path.read_bytes())
    return read(text, format_of(path.name, text))


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_every_line_of_the_sample_is_placed_in_all_formats(ending):
    lines = read_sample(SAMPLES / f"evening_legs.{ending}")
    recognised = recognise(lines)
    assert_all_accounted_for(lines, recognised)
    assert all(line.mark is Mark.MEDIA for line in recognised.unplaced)


def without_markup(found):
    """`shape` without what the text copy of the sample cannot hold: bold words and old addresses."""
    text = repr(shape(found)).replace("<b>", "").replace("</b>", "")
    return re.sub(r"https://example.com/old/\d+", "", text)


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_three_copies_of_the_sample_become_the_same_blocks(ending):
    text = recognise(read_sample(SAMPLE))
    other = recognise(read_sample(SAMPLES / f"evening_legs.{ending}"))
    assert other.title.text == text.title.text
    assert without_markup(other.blocks) == without_markup(text.blocks)


def test_a_shift_jis_copy_of_the_sample_becomes_the_same_blocks():
    # cp932 has no ▶︎ and no •; people who saved in it wrote → and ・.
    text = SAMPLE.read_text(encoding="utf-8").replace("▶︎", "→").replace("•", "・").replace("—", "―")
    decoded, encoding = decode(text.encode("cp932"))
    assert encoding == "cp932"
    copy = recognise(read(decoded, Format.TEXT))
    assert shape(copy.blocks) == shape(recognise(read_sample(SAMPLE)).blocks)


SEED = os.environ.get("SEED_ARTICLE", "")


@pytest.fixture
def seed():
    """The article the site is modelled on; it is not part of the repository."""
    if not SEED:
        pytest.skip("needs the seed article: set SEED_ARTICLE to its path")
    lines = read_sample(Path(SEED))
    return lines, recognise(lines)


def test_every_line_of_the_seed_is_placed_or_left_out_for_a_reason(seed):
    lines, recognised = seed
    assert_all_accounted_for(lines, recognised)
    assert recognised.unplaced == []
    reasons = Counter(recognised.asides.values())
    assert set(reasons) == {Aside.CONTENTS, Aside.TAIL, Aside.NEXT_HEADING}
    assert reasons[Aside.CONTENTS] == 2


def test_the_seed_has_the_structures_its_reader_sees(seed):
    _, recognised = seed
    by_kind = {
        kind: [b for b in recognised.blocks if b.kind == kind] for kind in {b.kind for b in recognised.blocks}
    }
    assert recognised.title.labels == ("【医療監修】",)
    assert len(by_kind["heading"]) == 8
    assert [block.value["kicker"][-1] for block in by_kind["heading"][2:]] == list("①②③④⑤⑥")
    assert [len(block.value) for block in by_kind["reader_voices"]] == [3]
    assert len(by_kind["greeting"]) == len(by_kind["summary"]) == 1
    links = [link for block in by_kind["related_links"] for link in block.value["links"]]
    patterns = [pattern for block in by_kind["foot_patterns"] for pattern in block.value["patterns"]]
    assert (len(links), len(patterns)) == (6, 3)
    assert all(block.value["lead_in"] for block in by_kind["related_links"])
    assert by_kind["foot_patterns"][0].value["intro"]


def test_the_seed_s_lost_bullets_are_found_where_its_writer_put_them(seed):
    _lines, recognised = seed
    inner = next(block.value["body"] for block in recognised.blocks if block.kind == "summary")
    found = [
        [line.number for line in block.lines]
        for block in [*recognised.blocks, *inner]
        if block.kind == "list"
    ]
    assert found == [
        [71, 73, 75],
        [91, 93, 95, 97],
        [123, 125, 127, 129, 131],
        [147, 149],
        [182, 184, 186],
        [200, 202, 204, 206],
        [218, 220, 222],
        [234, 236, 238],
        [268, 270, 272],
        [290, 292, 294, 296],
        [326, 328, 330],
        [338, 340, 342],
        [352, 353, 354],
    ]
    keys = [
        [line.number for line in block.lines] for block in recognised.blocks if block.kind == "key_sentence"
    ]
    assert keys == [[47], [85], [173, 174]]
    assert all(words_of(block.value) for block in recognised.blocks)
