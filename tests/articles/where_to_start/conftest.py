"""The three approaches of the site, and the recommendation of the model article made of them."""

from typing import Any

import pytest

from articles.approaches.models import ApproachPage
from tests.articles.factories import ApproachPageFactory, model_recommendation


@pytest.fixture
def approaches(db: None) -> list[ApproachPage]:
    return [ApproachPageFactory(title=name) for name in ("ひろのば体操", "YOSHIRO SOCKS", "小股歩き")]


@pytest.fixture
def model(approaches: list[ApproachPage]) -> dict[str, Any]:
    return model_recommendation(*approaches, chooser=True)
