import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.sources import Source

part = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)


@given(st.integers(1, 9_999_999_999), part, st.one_of(st.just(""), part))
def test_a_source_written_into_a_link_is_read_back(page: int, block: str, rule: str) -> None:
    source = Source(page, block, rule)

    assert Source.parse(str(source)) == source
    assert source.query == f"f={source}"


def test_block_and_rule_may_be_uuids() -> None:
    uuid = "7f9c24e5-1bd1-4f6e-9f8e-3d9f5c2b6a10"

    assert Source.parse(f"12.{uuid}.{uuid}") == Source(12, uuid, uuid)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "12",
        "12.",
        ".ab",
        "0.ab",
        "x.ab",
        "12.a b",
        "12.ab.",
        "12.ab.cd.ef",
        "12.<b>",
        "１２.ab",
        "12.ab\n",
        "9" * 121,
    ],
)
def test_garbage_is_no_source(text: str | None) -> None:
    assert Source.parse(text) is None


@given(st.text(max_size=200))
def test_reading_never_fails(text: str) -> None:
    source = Source.parse(text)

    assert source is None or str(source) == text


def test_a_source_that_could_not_be_read_back_is_not_made() -> None:
    with pytest.raises(ValueError, match="Not a source"):
        Source(12, "a.b")
