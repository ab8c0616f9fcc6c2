"""What a counted sheet would change, and everything that is wrong with it. Pure Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shop.stock.taking.reading import SheetRow

MAX_COUNT = 100_000
_WHOLE_NUMBER = re.compile(r"[+-]?(\d{1,9}|\d{1,3}(,\d{3}){1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """The stock of one SKU now, in units, and what people call it."""

    name: str
    on_hand: int
    reserved: int


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row of the dry run. `problems` are sentences that say what to do; with any of them nothing is applied.

    `known` is None for an unknown SKU; `counted` is None where no number can be read. `note` is worth a look, no more.
    """

    line: int
    sku: str
    typed: str
    known: Known | None = None
    counted: int | None = None
    problems: tuple[str, ...] = ()
    note: str = ""

    @property
    def difference(self) -> int | None:
        """Units that would be added (negative: taken away); None when that cannot be said."""
        if self.known is None or self.counted is None:
            return None
        return self.counted - self.known.on_hand

    @property
    def signed_difference(self) -> str:
        """The difference for people: "+3", "-2", "0"; "" when there is none to name."""
        return "" if self.difference is None else f"{self.difference:+d}" if self.difference else "0"


@dataclass(frozen=True, slots=True)
class DryRun:
    """The counted rows in the order of the sheet, and how many rows were left uncounted."""

    rows: list[JudgedRow]
    uncounted: int

    @property
    def problems(self) -> list[tuple[int, str, str]]:
        """Line, SKU and sentence of every problem."""
        return [(row.line, row.sku, problem) for row in self.rows for problem in row.problems]

    @property
    def is_good(self) -> bool:
        """Whether it can be applied: something was counted, and nothing is wrong."""
        return bool(self.rows) and not self.problems

    @property
    def changes(self) -> list[JudgedRow]:
        """The rows that would move stock."""
        return [row for row in self.rows if row.difference]


def judge(sheet: Iterable[SheetRow], known: Mapping[str, Known]) -> DryRun:
    """Compare `sheet` with the stock of now (SKU → Known).

    A row whose count is empty was not counted and moves nothing; it is not an error.
    """
    first_line: dict[str, int] = {}
    rows, uncounted = [], 0
    for row in sheet:
        earlier = first_line.setdefault(row.sku, row.line) if row.sku else row.line
        judged = _judge_row(row, known.get(row.sku), earlier)
        if not row.counted and not judged.problems:
            uncounted += 1
        else:
            rows.append(judged)
    return DryRun(rows, uncounted)


def _judge_row(row: SheetRow, known: Known | None, earlier: int) -> JudgedRow:
    problems = []
    if not row.sku:
        problems.append("SKUがありません。SKUを書くか、この行を消してください。")
    elif known is None:
        problems.append(
            f"SKU「{row.sku}」の在庫はありません。書き間違いがないか、在庫の一覧と見比べてください"
            "（ダウンロード商品に在庫はありません）。"
        )
    if earlier != row.line:
        problems.append(f"同じSKUが{earlier}行目にもあります。合わせた数を一つの行に書いてください。")
    if row.too_long:
        problems.append("1行目より列が多くなっています。数や名前の中の「,」を消してください。")
    counted, problem = _read_count(row.counted)
    if problem:
        problems.append(problem)
    elif counted is not None and known and counted < known.reserved:
        problems.append(
            f"数えた数が{counted}ですが、支払い手続き中の注文に{known.reserved}個を取り置いています。"
            "取り置きの分も含めて数え直すか、この行の数を空にして、注文が終わってから直してください。"
        )
    return JudgedRow(row.line, row.sku, row.counted, known, counted, tuple(problems), _note(row, known))


def _read_count(typed: str) -> tuple[int | None, str]:
    if not typed:
        return None, ""
    if not _WHOLE_NUMBER.fullmatch(typed):
        return None, f"数えた数「{typed}」が整数ではありません。12のように書いてください。"
    counted = int(typed.replace(",", ""))
    if counted < 0:
        return None, f"数えた数「{typed}」がマイナスです。差ではなく、数えた合計を0以上で書いてください。"
    if counted > MAX_COUNT:
        return None, f"数えた数「{typed}」が大きすぎます。桁を確かめてください。"
    return counted, ""


def _note(row: SheetRow, known: Known | None) -> str:
    then, problem = _read_count(row.on_hand)
    if not row.counted or known is None or problem or then is None or then == known.on_hand:
        return ""
    return f"ひな形のときの在庫数は{then}で、いまは{known.on_hand}です。数えた後に売れたり届いたりした分がないか、確かめてください。"
