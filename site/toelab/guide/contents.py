"""What the guide has: its pages, their order, and who needs which."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.models import Page
from wagtail.permissions import policy_registry

User = AbstractUser | AnonymousUser


def writes_pages(user: User) -> bool:
    """Whether the user may write anywhere in the page tree."""
    return bool(user_has_any_page_permission(user))


def publishes_pages(user: User) -> bool:
    """Whether the user may publish anywhere in the page tree."""
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))


def may(*permissions: str) -> Callable[[User], bool]:
    """Return a test for any of the permissions ("shop.view_order")."""
    return lambda user: any(user.has_perm(permission) for permission in permissions)


def everybody(user: User) -> bool:
    """For what concerns all who get into the admin."""
    return True


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guide; its text is the template `guide/<slug>.html`."""

    slug: str
    icon: str
    title: str | Promise
    summary: str | Promise
    is_for: Callable[[User], bool] = everybody

    @property
    def template(self) -> str:
        """The template with its text."""
        return f"guide/{self.slug}.html"


PAGES = (
    GuidePage(
        "write",
        "edit",
        _("記事を書いて公開する"),
        _("新しい記事を作り、スマートフォンの幅で確かめ、承認に出すか公開します。"),
        writes_pages,
    ),
    GuidePage(
        "undo", "history", _("取り消す・前に戻す"), _("公開した記事も、前の版に戻せます。"), writes_pages
    ),
    GuidePage(
        "move",
        "folder-open-inverse",
        _("ページを移動する"),
        _("移動しても、リンクと検索結果は切れません。"),
        writes_pages,
    ),
    GuidePage(
        "tail",
        "doc-full",
        _("記事の末尾を変える"),
        _("すべての記事の終わりを、一度に変えます。変わる記事の一覧も見られます。"),
        may("articles.change_tail"),
    ),
    GuidePage(
        "where-to-start",
        "tasks",
        _("「どれから始めるか」を変える"),
        _("読む人の条件ごとに、すすめるアプローチを決めます。"),
        may("articles.change_tail"),
    ),
    GuidePage(
        "approaches",
        "list-ol",
        _("アプローチを並べ替える"),
        _("並べ替えるだけで、①②③の番号がサイト全体で変わります。"),
        publishes_pages,
    ),
    GuidePage(
        "links",
        "link",
        _("商品へのリンクと流入元"),
        _("どの記事のどこから売れたかを知るための、リンクの置き方です。"),
        writes_pages,
    ),
    GuidePage(
        "review",
        "tick-inverse",
        _("監修記録を付ける"),
        _("【医療監修】の印は、記録から自動で付き、文章が変わると外れます。"),
        may("articles.add_reviewrecord"),
    ),
    GuidePage(
        "trust",
        "success",
        _("受診の目安・参考文献・訂正"),
        _("読む人を守り、何に基づくかを示し、誤りを直した記録を残します。"),
        writes_pages,
    ),
    GuidePage(
        "products",
        "tag",
        _("サイズや色を足す・価格を変える"),
        _("商品のバリエーションと価格の直し方です。"),
        may("shop.change_product"),
    ),
    GuidePage(
        "stock",
        "table",
        _("在庫を動かす"),
        _("入庫・増減・棚卸し（CSVも）、残り少ないときのお知らせ、まちがえたときの取り消しです。"),
        may("shop.add_stockmove"),
    ),
    GuidePage(
        "orders",
        "clipboard-list",
        _("注文を見る"),
        _("注文の探し方、状態の意味、発送の記録、書き出しです。"),
        may("shop.view_order"),
    ),
    GuidePage(
        "wording",
        "warning",
        _("文章の決まり"),
        _("商品について書いてよいこと、いけないこと（薬機法・景品表示法）。"),
    ),
)


def pages_for(user: User) -> list[GuidePage]:
    """Return the pages that `user` can follow, in reading order."""
    return [page for page in PAGES if page.is_for(user)]
