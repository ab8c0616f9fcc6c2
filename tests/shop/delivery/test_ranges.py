import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.delivery.ranges import UnsatisfiableError, read_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_a_single_range_is_read_and_anything_else_means_the_whole_file(header: str, part: object) -> None:
    assert read_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_cannot_be_served(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        read_range(header, 100)


@given(st.text(max_size=30).map(lambda text: f"bytes={text}"), st.integers(0, 1000))
def test_whatever_is_sent_the_part_lies_inside_the_file(header: str, size: int) -> None:
    try:
        part = read_range(header, size)
    except UnsatisfiableError:
        return
    assert part is None or 0 <= part[0] <= part[1] < size
