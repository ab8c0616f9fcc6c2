"""CSVで棚卸しする: template, dry run, and the button that applies it."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shop.stock.counting import receive
from shop.stock.holds import StockLine, reserve
from shop.stock.models import StockMove
from tests.shop.factories import VariantFactory, counts, guide

pytestmark = pytest.mark.django_db
MOVE = ("shop.view_stock", "shop.add_stockmove")
PAGE = "/admin/shop/stock/sheet/"


def upload(client: Client, text: str | bytes) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(PAGE, {"sheet": SimpleUploadedFile("count.csv", data, "text/csv")})


def table_of(page: Any) -> list[list[str]]:
    rows = BeautifulSoup(page.content, "html.parser").select(
        "#panel-dry-run-section tbody tr, table.listing tbody tr"
    )
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in rows]


def form_of(page: Any) -> dict[str, str]:
    """Return the fields of the form that applies the dry run."""
    form = BeautifulSoup(page.content, "html.parser").select_one(f'form[action="{PAGE}apply/"]')
    assert form is not None
    return {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}


def test_the_template_holds_the_counts_of_now_and_is_safe_to_open_in_excel(sign_in: Any) -> None:
    socks = VariantFactory.create(sku="YS-M", stock=5, size="=1+1", colour="@藍", product__name="+くつした")
    reserve([StockLine("YS-M", socks.pk, 2)], hold="h", order_number="K7M3-9QXC")
    guide(sku="HG-PDF")

    response = sign_in(*MOVE).get(f"{PAGE}template/")

    assert response["Content-Disposition"].startswith('attachment; filename="stock-take-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ["SKU", "商品", "サイズ", "色", "在庫数", "引当中", "数えた数"],
        ["YS-M", "'+くつした", "'=1+1", "'@藍", "5", "2", ""],
    ]


def test_a_sheet_goes_from_template_over_dry_run_into_stock(sign_in: Any) -> None:
    a, b = VariantFactory.create(sku="A-1", stock=10), VariantFactory.create(sku="B-1", stock=5)
    client = sign_in(*MOVE)
    template = client.get(f"{PAGE}template/").content.decode("utf-8-sig")
    counted = template.replace(",10,0,", ",10,0,7")

    dry = upload(client, counted.encode("cp932"))
    assert dry.status_code == 200
    assert table_of(dry) == [["2", "A-1", str(a), "10", "0", "7", "-3", ""]]
    assert counts(a) == (10, 0)

    done = client.post(f"{PAGE}apply/", form_of(dry) | {"reason": "11月末の棚卸し"}, follow=True)
    assert "1 件の在庫を動かしました" in done.text
    assert (counts(a), counts(b)) == ((7, 0), (5, 0))
    move = StockMove.objects.get(reason="11月末の棚卸し")
    assert (move.on_hand_delta, move.actor, move.kind) == (-3, "はな (tencho)", "adjust")


def test_every_fault_is_shown_with_its_line_and_nothing_can_be_applied(sign_in: Any) -> None:
    a = VariantFactory.create(sku="A-1", stock=10)
    reserve([StockLine("A-1", a.pk, 3)], hold="h", order_number="K7M3-9QXC")
    page = upload(sign_in(*MOVE), "SKU,数えた数\nA-1,2\nNIX,1\nA-1,x<b>\n")
    assert page.status_code == 422
    for sentence in (
        "2行目（A-1）: 数えた数が2ですが、支払い手続き中の注文に3個を取り置いています",
        "3行目（NIX）: SKU「NIX」の在庫はありません",
        "4行目（A-1）: 同じSKUが2行目にもあります",
        "4行目（A-1）: 数えた数「x&lt;b&gt;」が整数ではありません",
    ):
        assert sentence in page.text
    assert f'action="{PAGE}apply/"' not in page.text
    assert f'action="{PAGE}"' in page.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ファイルが空です"),
        (b"PK\x03\x04\x00", "CSVとして読めないファイルです"),
        (b"x" * (1024 * 1024 + 1), "1MBまで"),
        ("品番,数\nA,1\n".encode(), "の列が一つずつ必要です"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(
    sign_in: Any, data: bytes, sentence: str
) -> None:
    page = upload(sign_in(*MOVE), data)
    assert page.status_code == 422
    assert sentence in page.text


def test_no_file_is_answered_with_a_sentence(sign_in: Any) -> None:
    assert "CSVファイルを選んでください" in sign_in(*MOVE).post(PAGE).text


def test_a_sheet_without_counts_says_so(sign_in: Any) -> None:
    VariantFactory.create(sku="A-1", stock=10)
    page = upload(sign_in(*MOVE), "SKU,数えた数\nA-1,\n")
    assert "「数えた数」が入った行がありません" in page.text


def test_stock_that_changed_since_the_dry_run_is_shown_afresh_and_can_then_be_applied(sign_in: Any) -> None:
    a = VariantFactory.create(sku="A-1", stock=10)
    client = sign_in(*MOVE)
    form = form_of(upload(client, "SKU,数えた数\nA-1,7\n")) | {"reason": "11月末"}
    receive(a, 5, actor="倉庫")

    page = client.post(f"{PAGE}apply/", form)
    assert page.status_code == 409
    assert "確認している間に在庫が変わりました" in page.text
    assert table_of(page)[0][3:7] == ["15", "0", "7", "-8"]
    assert counts(a) == (15, 0)
    assert form_of(page)["reason"] == "11月末"

    client.post(f"{PAGE}apply/", form_of(page))
    assert counts(a) == (7, 0)


def test_pressing_the_button_twice_moves_stock_once(sign_in: Any) -> None:
    a = VariantFactory.create(sku="A-1", stock=10)
    client = sign_in(*MOVE)
    form = form_of(upload(client, "SKU,数えた数\nA-1,7\n"))
    client.post(f"{PAGE}apply/", form)
    receive(a, 3, actor="倉庫")
    again = client.post(f"{PAGE}apply/", form, follow=True)
    assert "すでに反映されています" in again.text
    assert counts(a) == (10, 0)


def test_a_missing_reason_loses_nothing(sign_in: Any) -> None:
    a = VariantFactory.create(sku="A-1", stock=10)
    client = sign_in(*MOVE)
    page = client.post(f"{PAGE}apply/", form_of(upload(client, "SKU,数えた数\nA-1,7\n")) | {"reason": " "})
    assert page.status_code == 422
    assert "在庫を動かす理由を入力してください" in page.text
    client.post(f"{PAGE}apply/", form_of(page) | {"reason": "棚卸し"})
    assert counts(a) == (7, 0)


@pytest.mark.parametrize("carried", ["", "forged", "a:b:c"])
def test_rows_that_nobody_confirmed_are_not_applied(sign_in: Any, carried: str) -> None:
    response = sign_in(*MOVE).post(f"{PAGE}apply/", {"reason": "棚卸し", "carried": carried})
    assert response["Location"] == PAGE


def test_the_list_leads_there_for_those_who_may_move_stock_only(sign_in: Any) -> None:
    client, other = sign_in(*MOVE), sign_in("shop.view_stock", name="minarai")
    assert f'href="{PAGE}"' in client.get("/admin/shop/stock/").text
    assert "ひな形" in client.get(PAGE).text
    assert f'href="{PAGE}"' not in other.get("/admin/shop/stock/").text
    for address in (PAGE, f"{PAGE}template/", f"{PAGE}apply/"):
        assert other.get(address).status_code == 302
        assert other.post(address).status_code in (302, 405)
        assert other.get(address)["Location"] == "/admin/"
