"""What is not a page: pictures, people, foot patterns, products with their stock, the tail, the shop's settings."""

import json

from django.core.files import File
from django.core.files.images import ImageFile
from django.db.models.fields.files import FieldFile
from wagtail.images.models import Image
from wagtail.models import Site

from articles.models import Credential, FootPattern, Person, ReadingSettings, Tail, Term
from articles.tail.blocks import TailBody
from shop.models import DigitalFile, Product, ShippingSettings, TradeLaw, TradeLawRow, Variant
from shop.stock.counting import receive
from toelab.demo.blocks import BlockData
from toelab.demo.files import GUIDE, alternative_texts, picture, read
from toelab.demo.registry import Registry

ACTOR = "見本サイト"


def make_images(registry: Registry, written: list[FieldFile]) -> None:
    """Store all drawings. Files stay when a transaction is rolled back, so their names are noted in `written`."""
    for stem, texts in alternative_texts().items():
        with picture(stem).open("rb") as source:
            image = Image(
                title=texts["title"], description=texts["alt"], file=ImageFile(source, f"{stem}.webp")
            )
            image.save()
        written.append(image.file)
        registry.add("image", stem, image)


def make_people(registry: Registry) -> None:
    """Store the author and the sample reviewer."""
    for person in read("people")["people"]:
        slug, photo = person["slug"], person["photo"]
        fields = person.keys() - {"slug", "photo", "address", "credentials"}
        stored = Person(
            slug=person["address"],
            photo=registry.get("image", photo) if photo else None,
            **{name: person[name] for name in fields},
        )
        stored.credentials = [Credential(**credential) for credential in person["credentials"]]
        stored.save()
        registry.add("person", slug, stored)


def make_patterns(registry: Registry) -> None:
    """Store the foot patterns; their articles follow in `link_patterns`."""
    for order, pattern in enumerate(read("patterns")["patterns"]):
        stored = FootPattern.objects.create(
            slug=pattern["slug"],
            name=pattern["name"],
            examples=pattern["examples"],
            description=pattern["description"],
            image=registry.get("image", pattern["image"]),
            sort_order=order,
        )
        registry.add("footpattern", pattern["slug"], stored)


def link_patterns(registry: Registry) -> None:
    """Tell each foot pattern which article explains it."""
    for pattern in read("patterns")["patterns"]:
        stored = registry.get("footpattern", pattern["slug"])
        stored.article = registry.get("page", pattern["article"])
        stored.save()


def make_terms(registry: Registry) -> None:
    """Store the glossary; its articles must exist."""
    for term in read("glossary")["terms"]:
        article = term.pop("article", None)
        Term.objects.create(**term, article=registry.get("page", article) if article else None)


def make_products(registry: Registry, written: list[FieldFile]) -> None:
    """Store both products with their variants, first stock and the guide's file."""
    for slug in ("socks", "guide"):
        data = read(f"shop/products/{slug}")
        product = Product.objects.create(**data["product"])
        for order, (sku, size, colour, colour_code, price, stock) in enumerate(data["variants"]):
            variant = Variant.objects.create(
                product=product,
                sku=sku,
                size=size,
                colour=colour,
                colour_code=colour_code,
                price=price,
                sort_order=order,
            )
            if stock:
                receive(variant, stock, actor=ACTOR, reason="見本サイトのはじめの在庫")
        if "file" in data:
            with GUIDE.open("rb") as source:
                file = DigitalFile.objects.create(
                    product=product, file=File(source, GUIDE.name), **data["file"]
                )
            written.append(file.file)
        registry.add("product", slug, product)


def make_tail(registry: Registry) -> None:
    """Store the tail and make it the ending of every article."""
    data = read("tail")
    tail = Tail(name=data["name"], live=False)
    blocks = BlockData("tail", registry.look_up)
    stored = blocks.convert(TailBody(), data["body"], "/body")
    tail.body = json.dumps(stored, ensure_ascii=False)
    tail.save()
    tail.save_revision().publish()
    ReadingSettings.objects.update_or_create(site=_site(), defaults={"default_tail": tail})


def make_shop_settings() -> None:
    """Store the sample company's disclosures and the way goods are sent."""
    law = TradeLaw(site=_site())
    law.rows = [
        TradeLawRow(kind=kind, text=text, show_on_confirmation=shown, is_sample=sample, sort_order=order)
        for order, (kind, (text, shown, sample)) in enumerate(read("legal/tokushoho").items())
    ]
    law.save()
    ShippingSettings.objects.update_or_create(site=_site(), defaults=read("shop/shipping"))


def _site() -> Site:
    return Site.objects.get(is_default_site=True)
