"""An exercise in steps: readable by itself, with the right and the wrong way, and seconds that can be counted."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.steps import NO_PAIR, StepsBlock

pytestmark = pytest.mark.django_db


def shown(*, timer: bool = False, **step: Any) -> BeautifulSoup:
    first = {"title": "曲げる", "text": "", "image": None, "hold_seconds": 5, "repetitions": None, **NO_PAIR}
    block = StepsBlock()
    value = block.to_python({"title": "手順", "timer": timer, "steps": [first | step]})
    return BeautifulSoup(block.render(value, {}), "html.parser")


def picture(alt: str) -> dict[str, Any]:
    image = ImageFactory(file=get_test_image_file())
    return {"image": image.pk, "alt_text": alt, "decorative": False}


def test_the_right_and_the_wrong_way_stand_side_by_side_with_words_for_both() -> None:
    page = shown(
        good=picture("浅く入れた手"), good_text="浅く", bad=picture("奥まで入れた手"), bad_text="奥まで"
    )

    assert page.select_one(".step-good").get_text(" ", strip=True) == "よい例 浅く"
    assert page.select_one(".step-bad").get_text(" ", strip=True) == "避けたい例 奥まで"
    assert [image["alt"] for image in page.select(".step-pair img")] == ["浅く入れた手", "奥まで入れた手"]


def test_a_step_without_a_pair_shows_none() -> None:
    assert shown().select_one(".step-pair") is None


def test_the_seconds_are_words_first_and_a_timer_only_where_the_editor_wants_one() -> None:
    plain, timed = shown(), shown(timer=True)

    for page in (plain, timed):
        assert page.select_one(".step-dose").get_text(strip=True) == "5秒保つ"
        assert page.select_one("button") is None
    assert timed.select_one("[data-hold='5']")
    assert timed.select_one("script[src$='step-timer.js']")
    assert plain.select_one("[data-hold], script") is None


def test_steps_written_before_there_was_a_timer_still_read() -> None:
    old = {"title": "手順", "steps": [{"title": "曲げる", "text": "", "image": None, "hold_seconds": 5}]}
    block = StepsBlock()

    page = BeautifulSoup(block.render(block.to_python(old), {}), "html.parser")

    assert page.select_one(".step-dose").get_text(strip=True) == "5秒保つ"
    assert page.select_one(".step-pair, script") is None
