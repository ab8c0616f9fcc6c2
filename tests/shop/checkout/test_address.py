import pytest
from bs4 import BeautifulSoup

from shop.checkout.models import CheckoutDraft
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.walking import CONTACT, Shopper, soup

pytestmark = pytest.mark.django_db

TOKENS = [
    ("family_name", "family-name"),
    ("given_name", "given-name"),
    ("family_kana", "off"),
    ("given_kana", "off"),
    ("postal_code", "postal-code"),
    ("prefecture", "address-level1"),
    ("city", "address-level2"),
    ("street", "address-line1"),
    ("building", "address-line2"),
    ("phone", "tel"),
    ("email", "email"),
]


def controls(page: BeautifulSoup) -> list[tuple[str, str | None]]:
    found = page.select(".address-form input, .address-form select")
    return [(str(c["name"]), str(c["autocomplete"]) if c.has_attr("autocomplete") else None) for c in found]


@pytest.fixture
def buying_socks(shopper: Shopper) -> Shopper:
    shopper.add(VariantFactory.create(stock=5))
    return shopper


def test_the_fields_stand_in_japanese_order_and_help_the_browser_fill_them(buying_socks: Shopper) -> None:
    page = soup(buying_socks.client.get("/checkout/"))

    assert controls(page) == TOKENS
    assert all(page.select_one(f'label[for="id_{name}"]') for name, _token in TOKENS)


def test_a_download_asks_for_name_and_mail_and_a_telephone_if_one_likes(shopper: Shopper) -> None:
    shopper.add(guide())
    page = soup(shopper.client.get("/checkout/"))

    assert [name for name, _token in controls(page)] == ["family_name", "given_name", "phone", "email"]
    assert shopper.type_address(phone="").status_code == 303


@pytest.mark.parametrize(
    "typed",
    [
        "hanako＠example.jp",
        "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ",
        "　hanako@example.jp ",
        "hanako@\u200bexample.jp",
    ],
)
def test_a_mail_address_may_be_typed_in_full_width(buying_socks: Shopper, typed: str) -> None:
    assert buying_socks.type_address(email=typed).status_code == 303

    assert CheckoutDraft.objects.get().email == "hanako@example.jp"


def test_what_is_typed_is_kept_in_one_form(buying_socks: Shopper) -> None:
    response = buying_socks.type_address()

    assert (response.status_code, response["Location"]) == (303, "/checkout/confirm/")
    draft = CheckoutDraft.objects.get()
    assert (draft.full_kana, draft.postal_code, draft.phone) == ("ヤマダ ハナコ", "101-0051", "09012345678")
    assert draft.address_lines == ["〒101-0051", "東京都千代田区神田神保町1-2-3", "足指マンション405"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("family_name", "", "姓を入力してください。"),
        ("family_name", " 　", "姓を入力してください。"),
        ("family_kana", "山田", "カタカナで入力してください"),
        ("postal_code", "123", "郵便番号は7けた"),
        ("postal_code", "", "郵便番号を入力してください。"),
        ("prefecture", "", "都道府県を選んでください。"),
        ("prefecture", "江戸", "都道府県を一覧から選んでください。"),
        ("street", "神田神保町", "番地まで入力してください"),
        ("phone", "123", "電話番号は0から始まる"),
        ("phone", "", "電話番号を入力してください。"),
        ("email", "hanako", "メールアドレスの形"),
        ("city", "長" * 200, "100"),
    ],
)
def test_each_mistake_is_named_at_its_field_and_nothing_typed_is_lost(
    buying_socks: Shopper, field: str, typed: str, sentence: str
) -> None:
    response = buying_socks.type_address(**{field: typed})

    page = soup(response)
    assert response.status_code == 422
    control = page.select_one(f"#id_{field}")
    error = page.select_one(f"#id_{field}_error")
    assert control is not None
    assert error is not None
    assert sentence in error.text
    assert f"id_{field}_error" in str(control["aria-describedby"])
    assert page.select_one(f'.problems a[href="#id_{field}"]') is not None
    other = page.select_one("#id_given_name")
    assert other is not None
    assert other["value"] == CONTACT["given_name"]
    assert not CheckoutDraft.objects.exists()


def test_a_street_without_a_number_can_be_said_to_have_none(buying_socks: Shopper) -> None:
    assert buying_socks.type_address(street="大字神田 番地なし").status_code == 303


def test_coming_back_shows_what_was_typed(buying_socks: Shopper) -> None:
    buying_socks.type_address()
    page = soup(buying_socks.client.get("/checkout/"))

    email = page.select_one("#id_email")
    chosen = page.select_one("#id_prefecture option[selected]")
    assert email is not None
    assert chosen is not None
    assert (email["value"], chosen["value"]) == ("hanako@example.jp", "東京都")


def test_goods_added_after_a_download_ask_for_the_address_again(shopper: Shopper) -> None:
    shopper.add(guide())
    shopper.type_address()
    shopper.add(VariantFactory.create(stock=1))

    response = shopper.client.get("/checkout/confirm/")

    assert (response.status_code, response["Location"]) == (303, "/checkout/")


def test_personal_pages_are_never_cached(buying_socks: Shopper, shop: SandboxServer) -> None:
    buying_socks.type_address()

    for path in ("/checkout/", "/checkout/confirm/"):
        assert "no-store" in buying_socks.client.get(path)["Cache-Control"]


def test_only_the_customers_browser_keeps_the_answer_to_a_form_for_going_back(buying_socks: Shopper) -> None:
    answer = buying_socks.client.post("/checkout/", {})

    assert answer.status_code == 422
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache", "max-age=0"}


def test_the_list_of_mistakes_takes_the_focus_and_each_field_is_tied_to_its_message(
    buying_socks: Shopper,
) -> None:
    page = soup(buying_socks.type_address(postal_code="12"))

    (summary,) = page.select(".problems[autofocus][tabindex='-1']")
    (link,) = summary.select("a")
    field = page.select_one(str(link["href"]))
    assert field is not None
    assert field["aria-invalid"] == "true"
    described = [page.find(id=name) for name in str(field["aria-describedby"]).split()]
    assert all(described)
    assert link.text in "".join(part.text for part in described if part)
