"""What readers of the demo site type finds pages in it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toelab.demo.loader import load_demo

# Half width, variant spelling and reading are among them.
TYPED = ["神経痛", "坐骨", "腰痛", "共通点", "ﾋﾞﾀﾐﾝ", "座骨神経痛", "うきゆび"]


@pytest.mark.thorough
@pytest.mark.django_db
def test_each_of_the_words_readers_type_finds_a_page_with_the_hit_marked(client: Client) -> None:
    load_demo()

    found = {}
    for typed in TYPED:
        page = BeautifulSoup(client.get("/search/", {"q": typed}).content, "html.parser")
        found[typed] = len(page.select(".search-results li mark"))

    assert [typed for typed, marks in found.items() if not marks] == []
