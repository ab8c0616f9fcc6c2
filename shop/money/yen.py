"""Yen as text. The only way to print a price, so that every price says that tax is included."""

TAX_INCLUDED = "（税込）"


def format_yen(amount: int) -> str:
    """Return `amount` yen for a Japanese reader: 3300 → "3,300円", -500 → "-500円".

    Raises TypeError for anything but an int: a float or a Decimal means that somebody computed with fractions
    of a yen, which do not exist.
    """
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"Yen are whole numbers; got {amount!r}.")
    return f"{amount:,}円"


def format_price(amount: int) -> str:
    """Return a price shown to a buyer: 3300 → "3,300円（税込）" (総額表示, 消費税法 63条)."""
    return f"{format_yen(amount)}{TAX_INCLUDED}"
