"""What a basket looks like today: prices, what is left, and a sentence for everything that is in the way."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shop.basket.models import Basket, BasketLine
from shop.catalogue.models import Variant
from shop.legal.models import ShippingSettings
from shop.money.limits import LEAST_PAYMENT, MOST_PAYMENT, is_too_little, is_too_much
from shop.money.yen import format_yen
from shop.stock.holds import held
from shop.stock.words import DOWNLOAD, WITHDRAWN, StockWord, available_units, word_for


@dataclass(frozen=True)
class CheckedLine:
    """One line as it stands now. `problems` block paying, `notes` only have to be seen."""

    line: BasketLine
    available: int | None
    problems: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def variant(self) -> Variant:
        """What is bought."""
        return self.line.variant

    @property
    def stock(self) -> StockWord:
        """The word about what is left, this shopper's own reservation included."""
        if not self.variant.is_for_sale:
            return WITHDRAWN
        return DOWNLOAD if self.available is None else word_for(self.available)

    @property
    def can_be_bought(self) -> bool:
        """Whether at least one can be had. Otherwise the line is shown, but no sum of the basket counts it."""
        return self.stock.can_buy

    @property
    def amount(self) -> int:
        """Yen for the line at today's price."""
        return self.variant.price * self.line.quantity


@dataclass(frozen=True)
class CheckedBasket:
    """A basket at today's prices and stock.

    Sums and the parcel are those of the lines that can be bought. Nothing is ordered while a line is in the way, so for
    everything after the basket page that is all of them.
    """

    basket: Basket | None
    lines: list[CheckedLine]
    shipping: ShippingSettings

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.lines

    @property
    def problems(self) -> list[str]:
        """Every sentence that has to be dealt with before paying."""
        of_lines = [problem for line in self.lines for problem in line.problems]
        return of_lines + ([self.total_problem] if self.total_problem else [])

    @property
    def total_problem(self) -> str | None:
        """The sentence that says why the sum cannot be paid at once, if so."""
        return total_problem(self.total)

    @property
    def notes(self) -> list[str]:
        """Every sentence that the shopper should have seen before paying."""
        return [note for line in self.lines for note in line.notes]

    @property
    def counted(self) -> list[CheckedLine]:
        """The lines that can be bought: those that are paid for."""
        return [line for line in self.lines if line.can_be_bought]

    @property
    def needs_shipping(self) -> bool:
        """Whether a parcel has to be sent."""
        return any(not line.variant.product.is_digital for line in self.counted)

    @property
    def has_downloads(self) -> bool:
        """Whether a file is bought."""
        return any(line.variant.product.is_digital for line in self.counted)

    @cached_property
    def goods_total(self) -> int:
        """Yen for the goods that are sent."""
        return sum(line.amount for line in self.counted if not line.variant.product.is_digital)

    @cached_property
    def subtotal(self) -> int:
        """Yen for all lines that can be bought, without shipping."""
        return sum(line.amount for line in self.counted)

    @property
    def shipping_fee(self) -> int:
        """Yen for the parcel; 0 when nothing is sent."""
        return self.shipping.fee_for(self.goods_total) if self.needs_shipping else 0

    @property
    def total(self) -> int:
        """Yen to pay."""
        return self.subtotal + self.shipping_fee

    @property
    def yen_to_free_shipping(self) -> int:
        """How many yen of goods more make the parcel free; 0 when it is, or never can be."""
        if not self.needs_shipping or not self.shipping_fee or self.shipping.free_from is None:
            return 0
        return self.shipping.free_from - self.goods_total


def check(basket: Basket | None) -> CheckedBasket:
    """Return `basket` with today's prices, availability and problems."""
    # With each product's page: the basket links back to it.
    lines = list(basket.lines.select_related("variant__product__product_page")) if basket else []
    units = available_units(line.variant for line in lines)
    own = held(basket.hold) if basket else {}
    shipping = ShippingSettings.current()
    return CheckedBasket(
        basket,
        [_checked(line, _left(units, own, line.variant_id), shipping.max_quantity) for line in lines],
        shipping,
    )


def _left(units: dict[int, int | None], own: dict[int, int], variant_id: int) -> int | None:
    available = units[variant_id]
    return None if available is None else available + own.get(variant_id, 0)


def once(line: BasketLine) -> int:
    """Return the line's quantity: of a download never more than one, since one gives the whole right to it."""
    return 1 if line.variant.product.is_digital else line.quantity


def _checked(line: BasketLine, available: int | None, most: int) -> CheckedLine:
    notes = []
    if once(line) != line.quantity:
        # A basket from when downloads could be counted. The row is corrected with the next change of the basket.
        line.quantity = once(line)
        notes.append(
            _("「%(name)s」の数量を1にしました。ダウンロード商品は1点で、くり返しダウンロードできます。")
            % {"name": line.variant}
        )
    if line.price_seen != line.variant.price:
        notes.append(
            _("「%(name)s」の価格が%(old)sから%(new)sに変わりました。")
            % {
                "name": line.variant,
                "old": format_yen(line.price_seen),
                "new": format_yen(line.variant.price),
            }
        )
    problem = quantity_problem(line.variant, line.quantity, available, most)
    return CheckedLine(line, available, [problem] if problem else [], notes)


def total_problem(total: int) -> str | None:
    """Return the sentence that says why `total` yen cannot be paid at once, or None when they can.

    Said here, since Stripe would only say it after the last confirmation.
    """
    if is_too_little(total):
        return _(
            "合計が%(least)sに満たないため、お支払いいただけません。ほかの商品と一緒にご注文ください。"
        ) % {"least": format_yen(LEAST_PAYMENT)}
    if is_too_much(total):
        return _(
            "合計が%(most)sを超えるため、一度にお支払いいただけません。数量を減らすか、ご注文を分けてください。"
        ) % {"most": format_yen(MOST_PAYMENT)}
    return None


def quantity_problem(variant: Variant, quantity: int, available: int | None, most: int) -> str | None:
    """Return the sentence that says why `quantity` of `variant` cannot be bought now, or None when it can."""
    if not variant.is_for_sale:
        return _("「%(name)s」は現在お取り扱いがありません。カートから外してください。") % {"name": variant}
    if quantity > most:
        return _("「%(name)s」は一度に%(most)s点までご注文いただけます。") % {"name": variant, "most": most}
    if available is None or quantity <= available:
        return None
    if available <= 0:
        return _("「%(name)s」は売り切れました。申し訳ございません。") % {"name": variant}
    return _("「%(name)s」の在庫は残り%(left)s点です。数量を%(left)s以下にしてください。") % {
        "name": variant,
        "left": available,
    }
