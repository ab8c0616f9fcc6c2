"""An article as nodes: the medical page, the article in it, its authors and the reviewer of exactly these words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from articles.structured_data.people import person_id, person_node
from articles.structured_data.videos import videos_in
from toelab.base.structured_data.nodes import Node, node, reference
from toelab.base.structured_data.site import page_id, page_node, picture_node, public_url, publisher_id

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


def article_nodes(article: "ArticlePage", context: Mapping[str, Any]) -> list[Node]:
    """Return the nodes of an article page from its template context; makes no query of its own.

    `reviewedBy` and `lastReviewed` are said only while a review record holds for the words shown.
    """
    request, topic, review = context["request"], context["topic"], context["review"]
    article_id = f"{public_url(article, request)}#article"
    picture = picture_node(article.hero_image)
    page = page_node(
        article,
        request,
        ["WebPage", "MedicalWebPage"],
        mainEntity=reference(article_id),
        primaryImageOfPage=picture,
        lastReviewed=review and review.reviewed_on.isoformat(),
        reviewedBy=review and reference(person_id(review.reviewer)),
        about=node("MedicalCondition", name=topic.title) if topic and topic.is_symptom else None,
    )
    written = node(
        "Article",
        id=article_id,
        headline=article.title,
        description=article.lead,
        image=picture,
        datePublished=page.get("datePublished"),
        dateModified=page.get("dateModified"),
        inLanguage="ja",
        articleSection=topic and topic.title,
        timeRequired=f"PT{context['reading_minutes']}M",
        author=[reference(person_id(author)) for author in context["authors"]],
        publisher=reference(publisher_id()),
        mainEntityOfPage=reference(page_id(article, request)),
        video=videos_in(article.body, page.get("datePublished")),
        citation=[_cited(each) for each in context["references"]],
        correction=[
            node("CorrectionComment", text=each.text, datePublished=each.corrected_on.isoformat())
            for each in context["corrections"]
        ],
    )
    people = [*context["authors"], *([review.reviewer] if review else [])]
    return [page, written, *(person_node(person) for person in people)]


def _cited(entry: Any) -> Node:
    return node("CreativeWork", name=entry["text"], identifier=entry["doi"], url=entry.address)
