"""The four roles as data. Names are what the owner sees under 設定 → グループ."""

from collections.abc import Mapping
from dataclasses import dataclass

ADD, CHANGE, DELETE, VIEW = "add", "change", "delete", "view"
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Role:
    """One group.

    `pages` are Wagtail's page permissions on the whole site; `pictures` the permissions on all images and
    documents; `models` maps "app.model" to actions, or is EVERYTHING.
    """

    name: str
    pages: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    models: Mapping[str, tuple[str, ...]] | str = EVERYTHING

    @property
    def permissions(self) -> list[tuple[str, str]]:
        """Pairs of app label and codename; empty for EVERYTHING, which is not a list of names."""
        if isinstance(self.models, str):
            return []
        return [
            (label.split(".")[0], f"{action}_{label.split('.')[1]}")
            for label, actions in self.models.items()
            for action in actions
        ]


_ADMIN = {"wagtailadmin.admin": ("access",)}
_WRITES = (ADD, CHANGE, DELETE)
_VERSIONED = (*_WRITES, "publish", "lock", "unlock")

_PRODUCTS_AND_STOCK = {
    "shop.product": (*_WRITES, VIEW),
    "shop.stock": (VIEW,),
    "shop.stockmove": (ADD,),
}
_PARCELS = {"shop.shipment": (ADD,)}
_MONEY = {"shop.refund": (ADD,), "shop.attention": (VIEW, CHANGE)}
_SHARED_TEXTS = {
    "articles.tail": _VERSIONED,
    "articles.person": _WRITES,
    "articles.footpattern": _WRITES,
    "articles.reviewrecord": (*_WRITES, VIEW),
    "articles.correction": (ADD, VIEW),
    "articles.synonym": _WRITES,
    "articles.term": _WRITES,
    "articles.failedsearch": (VIEW,),
}
_SETTINGS = {
    "articles.readingsettings": (CHANGE,),
    "base.typesettingsettings": (CHANGE,),
    "shop.tradelaw": (CHANGE,),
    "shop.shippingsettings": (CHANGE,),
    "wagtailredirects.redirect": _WRITES,
    "wagtailcore.collection": _WRITES,
}

OWNER = Role(
    name="オーナー",
    pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    pictures=("add", "change", "choose"),
)
PUBLISHER = Role(
    name="公開担当",
    pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    pictures=("add", "change", "choose"),
    models={**_ADMIN, **_SHARED_TEXTS, **_PRODUCTS_AND_STOCK, **_SETTINGS},
)
WRITER = Role(
    name="執筆者",
    pages=("add", "change"),
    pictures=("add", "choose"),
    models=_ADMIN,
)
SHOP_STAFF = Role(
    name="ショップ担当",
    models={
        **_ADMIN,
        **_PRODUCTS_AND_STOCK,
        "shop.order": (VIEW,),
        "shop.ledger": (VIEW,),
        **_PARCELS,
        **_MONEY,
    },
)
ROLES = (OWNER, PUBLISHER, WRITER, SHOP_STAFF)
