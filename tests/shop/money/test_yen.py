import pytest

from shop.money.yen import format_price, format_yen


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0円"), (3300, "3,300円"), (1234567, "1,234,567円"), (-500, "-500円")]
)
def test_yen_are_grouped_by_thousands(amount: int, text: str) -> None:
    assert format_yen(amount) == text


def test_a_price_says_that_tax_is_included() -> None:
    assert format_price(3300) == "3,300円（税込）"


@pytest.mark.parametrize("amount", [33.0, "3300", True, None])
def test_anything_but_a_whole_number_is_refused(amount: object) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        format_yen(amount)  # type: ignore[arg-type]
