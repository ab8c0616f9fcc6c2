"""The part of schema.org's vocabulary that this site speaks.

Written down from https://schema.org/version/latest/ (release 29): for each type the properties of its own page,
those it inherits included, as far as the site uses them; and the types that have no page of their own here.
"""

from collections.abc import Iterator
from typing import Any

THING = {"name", "alternateName", "description", "identifier", "image", "url", "mainEntityOfPage"}
CREATIVE_WORK = THING | {
    "about",
    "author",
    "citation",
    "correction",
    "dateModified",
    "datePublished",
    "headline",
    "inLanguage",
    "isPartOf",
    "mainEntity",
    "publisher",
    "text",
    "timeRequired",
}
WEB_PAGE = CREATIVE_WORK | {"breadcrumb", "lastReviewed", "primaryImageOfPage", "reviewedBy"}
ORGANIZATION = THING | {"hasMerchantReturnPolicy", "address", "email", "telephone"}
PRODUCT = THING | {"brand", "color", "countryOfOrigin", "gtin", "material", "offers", "size", "sku"}

VOCABULARY = {
    "Article": CREATIVE_WORK | {"articleBody", "articleSection", "wordCount"},
    "Brand": THING,
    "BreadcrumbList": THING | {"itemListElement", "numberOfItems"},
    "CorrectionComment": CREATIVE_WORK,
    "Country": THING,
    "CreativeWork": CREATIVE_WORK,
    "DefinedRegion": THING | {"addressCountry", "addressRegion", "postalCode"},
    "EducationalOccupationalCredential": CREATIVE_WORK | {"credentialCategory", "recognizedBy", "validFor"},
    "ImageObject": CREATIVE_WORK | {"caption", "contentUrl", "height", "width"},
    "ItemPage": WEB_PAGE,
    "ListItem": THING | {"item", "position"},
    "MedicalCondition": THING | {"signOrSymptom"},
    "MedicalWebPage": WEB_PAGE | {"aspect", "medicalAudience"},
    "MerchantReturnPolicy": THING
    | {"applicableCountry", "merchantReturnDays", "merchantReturnLink", "returnPolicyCategory"},
    "MonetaryAmount": THING | {"currency", "value"},
    "Offer": THING
    | {
        "availability",
        "itemCondition",
        "price",
        "priceCurrency",
        "priceSpecification",
        "seller",
        "shippingDetails",
    },
    "OfferShippingDetails": THING | {"deliveryTime", "shippingDestination", "shippingRate"},
    "OnlineStore": ORGANIZATION,
    "Organization": ORGANIZATION,
    "Person": THING | {"affiliation", "hasCredential", "honorificPrefix", "jobTitle", "worksFor"},
    "Product": PRODUCT,
    "ProductGroup": PRODUCT | {"hasVariant", "productGroupID", "variesBy"},
    "ProfilePage": WEB_PAGE,
    "UnitPriceSpecification": THING | {"price", "priceCurrency", "valueAddedTaxIncluded"},
    "WebPage": WEB_PAGE,
    "WebSite": CREATIVE_WORK,
}


def nodes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a graph, nested ones too."""
    if isinstance(value, list):
        for each in value:
            yield from nodes_in(each)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from nodes_in(each)


def faults_in(graph: dict[str, Any]) -> list[str]:
    """Return what schema.org does not know, and what points to no node of the graph."""
    nodes = list(nodes_in(graph))
    ids = {node["@id"] for node in nodes if "@id" in node}
    faults = [f"{reference} is nowhere" for reference in _references(graph) if reference not in ids]
    for node in nodes:
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        allowed = set().union(*(VOCABULARY.get(kind, {f"no type {kind}"}) for kind in kinds))
        faults += [f"{kind} is no known type" for kind in kinds if kind not in VOCABULARY]
        faults += [f"{kinds}.{name}" for name in node if not name.startswith("@") and name not in allowed]
    return faults


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from _references(each)
