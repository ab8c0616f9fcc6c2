"""Reading time counts characters."""

import pytest

from articles.japanese.reading_time import reading_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 1), ("あ" * 500, 1), ("あ" * 501, 2), ("あ　\n " * 500, 1), ("あ" * 4556, 10)],
)
def test_500_characters_take_a_minute_and_white_space_none(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes
