"""For large sites: the WAGTAILSEARCH_BACKENDS entry of an OpenSearch index that knows Japanese. Plain data.

The server needs the plugins analysis-kuromoji and analysis-icu.
"""

from typing import Any

NORMALISER = "japanese_width_and_kana"
ANALYSER = "default"
HALF_TYPED_ANALYSER = "japanese_half_typed"


def opensearch_backend(
    urls: list[str],
    *,
    index_prefix: str = "",
    synonyms: str | None = None,
    user_words: list[str] | None = None,
) -> dict[str, Any]:
    """Return the settings of one backend.

    `urls` are the nodes, `index_prefix` keeps sites that share a server apart. `synonyms` is the dotted path of a
    callable that returns groups of equal words; they are applied to the search, not to the index, so edits count
    at once. `user_words` are lines of kuromoji's user dictionary ("坐骨神経痛,坐骨 神経痛,ザコツ シンケイツウ,病名").
    """
    entry: dict[str, Any] = {
        "BACKEND": "japanese_search.backends.opensearch",
        "URLS": urls,
        "INDEX_PREFIX": index_prefix,
        "INDEX_SETTINGS": {"settings": {"analysis": _analysis(user_words or [])}},
    }
    return entry | {"SYNONYMS": synonyms} if synonyms else entry


def _analysis(user_words: list[str]) -> dict[str, Any]:
    tokenizer: dict[str, Any] = {"type": "kuromoji_tokenizer", "mode": "search"}
    if user_words:
        tokenizer["user_dictionary_rules"] = user_words
    normalise = {"type": "custom", "char_filter": [NORMALISER]}
    return {
        "char_filter": {
            # NFKC and lower case: half-width ﾋﾞﾀﾐﾝ, full-width Ｌ４.
            NORMALISER: {"type": "icu_normalizer", "name": "nfkc_cf", "mode": "compose"},
        },
        "tokenizer": {"japanese_words": tokenizer},
        "filter": {
            # Hiragana and katakana are one. After the tokeniser, which needs them as they were written.
            "one_kana": {"type": "icu_transform", "id": "Katakana-Hiragana"},
            "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 15},
        },
        "analyzer": {
            # "default" is what every text field without an analyser of its own gets, for index and search alike.
            ANALYSER: normalise
            | {
                "tokenizer": "japanese_words",
                "filter": ["kuromoji_baseform", "cjk_width", "lowercase", "one_kana"],
            },
            "edgengram_analyzer": normalise
            | {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "one_kana", "beginnings"]},
            HALF_TYPED_ANALYSER: normalise
            | {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "one_kana"]},
        },
    }
