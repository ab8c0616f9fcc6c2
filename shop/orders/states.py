"""The states of an order and the only ways between them. Pure Python.

    creating → open → awaiting_konbini → paid
                └→ expired, konbini_lapsed → (late money) → paid, paid_unfillable

Nothing goes down: news about an order may come twice and in any order, and the order ends in the same state.
Refunds and disputes are sums and flags beside the state, not states. One thing is no news: a customer may begin an
order that came to nothing anew.
"""

CREATING = "creating"
OPEN = "open"
AWAITING_KONBINI = "awaiting_konbini"
EXPIRED = "expired"
KONBINI_LAPSED = "konbini_lapsed"
PAID = "paid"
PAID_UNFILLABLE = "paid_unfillable"

STATES = (CREATING, OPEN, AWAITING_KONBINI, EXPIRED, KONBINI_LAPSED, PAID_UNFILLABLE, PAID)

_MONEY_CAME = {PAID, PAID_UNFILLABLE}
MOVES: dict[str, frozenset[str]] = {
    # A slip can be taken and lapse while we hear nothing.
    CREATING: frozenset({OPEN, AWAITING_KONBINI, EXPIRED, KONBINI_LAPSED, *_MONEY_CAME}),
    OPEN: frozenset({AWAITING_KONBINI, EXPIRED, KONBINI_LAPSED, *_MONEY_CAME}),
    # A slip whose payment was doubted and given back has not lapsed.
    AWAITING_KONBINI: frozenset({KONBINI_LAPSED, EXPIRED, *_MONEY_CAME}),
    # Money that comes after we gave up is still the customer's money.
    EXPIRED: frozenset(_MONEY_CAME),
    KONBINI_LAPSED: frozenset(_MONEY_CAME),
    PAID_UNFILLABLE: frozenset(),
    PAID: frozenset(),
}


MAY_BEGIN_ANEW = frozenset({EXPIRED, KONBINI_LAPSED})
"""Where another attempt at paying takes an order back to "creating"."""


def may_move(old: str, new: str) -> bool:
    """Return whether an order in state `old` may become `new`. Raises KeyError for an unknown state."""
    return new in MOVES[old]
