from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shop.orders.ids import ALPHABET, is_number, new_number, new_token, uuid7


def test_order_ids_are_version_7_and_sort_by_time() -> None:
    ids = [uuid7() for _ in range(50)]

    assert {(i.version, i.variant) for i in ids} == {(7, "specified in RFC 4122")}
    times = [i.int >> 80 for i in ids]
    assert times == sorted(times)
    assert len(set(ids)) == 50


def test_order_numbers_are_readable_and_check_themselves() -> None:
    numbers = {new_number() for _ in range(200)}

    assert len(numbers) == 200
    assert all(
        is_number(number) and len(number) == 9 and not set(number) & set("01OIUl") for number in numbers
    )


@given(st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(position: int, wrong: str) -> None:
    plain = new_number().replace("-", "")
    changed = plain[:position] + wrong + plain[position + 1 :]

    assert is_number(changed) == (changed == plain)


def test_two_swapped_neighbours_are_noticed() -> None:
    plain = new_number().replace("-", "")
    for position, (left, right) in enumerate(pairwise(plain)):
        swapped = plain[:position] + right + left + plain[position + 2 :]
        assert is_number(swapped) == (swapped == plain)


def test_other_text_is_no_order_number() -> None:
    assert not any(is_number(text) for text in ("", "ABCD", "1234-5678", "あいうえおかきく"))


def test_tokens_cannot_be_guessed() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 43
