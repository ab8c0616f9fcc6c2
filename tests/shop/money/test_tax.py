import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.money.tax import RateSum, included_tax, sums_by_rate

amounts = st.lists(st.tuples(st.integers(0, 1_000_000), st.sampled_from([0, 8, 10])), max_size=30)


@pytest.mark.parametrize(
    ("total", "rate", "tax"), [(3300, 10, 300), (1, 10, 0), (11, 10, 1), (108, 8, 8), (500, 0, 0)]
)
def test_tax_is_what_the_price_contains(total: int, rate: int, tax: int) -> None:
    assert included_tax(total, rate) == tax


def test_ten_percent_is_the_formula_of_the_tax_office() -> None:
    assert all(included_tax(total, 10) == total * 10 // 110 for total in range(20_000))


@given(amounts)
def test_sums_lose_no_yen_and_round_once_per_rate(lines: list[tuple[int, int]]) -> None:
    sums = sums_by_rate(lines)

    assert sum(s.total for s in sums) == sum(amount for amount, _rate in lines)
    assert all(s.tax == included_tax(s.total, s.rate) for s in sums)
    assert [s.rate for s in sums] == sorted({rate for _amount, rate in lines}, reverse=True)


def test_one_rounding_differs_from_rounding_each_line() -> None:
    assert sums_by_rate([(105, 10), (105, 10)]) == [RateSum(rate=10, total=210, tax=19)]
    assert 2 * included_tax(105, 10) == 18


@pytest.mark.parametrize(("total", "rate"), [(-1, 10), (100, -1)])
def test_negative_values_are_refused(total: int, rate: int) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        included_tax(total, rate)
