import pytest

from shop.stock.words import FEW, available_units, stock_words, word_for
from tests.shop.factories import VariantFactory, guide


@pytest.mark.parametrize(
    ("units", "text"),
    [(-1, "在庫切れ"), (0, "在庫切れ"), (1, "残りわずか"), (FEW, "残りわずか"), (FEW + 1, "在庫あり")],
)
def test_customers_read_words_not_numbers(units: int, text: str) -> None:
    assert str(word_for(units).text) == text


@pytest.mark.django_db
def test_downloads_never_run_out() -> None:
    pdf, socks = guide(), VariantFactory.create(stock=2)

    assert available_units([pdf, socks]) == {pdf.pk: None, socks.pk: 2}
    assert stock_words([pdf])[pdf.pk].can_buy


@pytest.mark.django_db
def test_words_for_many_variants_take_one_query(django_assert_num_queries: object) -> None:
    variants = [VariantFactory.create(stock=n) for n in range(1, 6)]

    with django_assert_num_queries(1):  # type: ignore[operator]
        stock_words(variants)
