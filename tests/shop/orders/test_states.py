from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.orders import states
from shop.orders.states import MOVES, STATES, may_move


def apply(news: list[str]) -> str:
    state = states.CREATING
    for new in news:
        state = new if may_move(state, new) else state
    return state


def test_every_state_says_where_it_may_go() -> None:
    assert set(MOVES) == set(STATES)


@pytest.mark.parametrize(("old", "new"), list(product(STATES, STATES)))
def test_no_move_can_be_taken_back(old: str, new: str) -> None:
    assert not (may_move(old, new) and may_move(new, old))


@given(st.lists(st.sampled_from([states.OPEN, states.EXPIRED, states.PAID]), max_size=8))
def test_paid_wins_whatever_else_is_heard_and_when(news: list[str]) -> None:
    assert (apply(news) == states.PAID) == (states.PAID in news)


@pytest.mark.parametrize("end", [states.PAID, states.PAID_UNFILLABLE])
def test_an_order_with_money_moves_no_further(end: str) -> None:
    assert not any(may_move(end, new) for new in STATES)


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError):
        may_move("lost", states.PAID)
