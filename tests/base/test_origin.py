"""POSTs without a CSRF token are accepted from this site's own pages and from programs, never from other sites."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from toelab.base.origin import same_origin_post

# The page of a refusal carries the site's name.
pytestmark = pytest.mark.django_db


@same_origin_post
def put_in(request):
    return HttpResponse("done")


def post(**headers):
    return put_in(RequestFactory().post("/basket/add/", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(
            {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, id="a form of this site"
        ),
        pytest.param({"Sec-Fetch-Site": "none"}, id="a reload of an answer by the reader"),
        pytest.param({"Origin": "http://testserver"}, id="an old browser on this site"),
        pytest.param({}, id="a program that knows nothing but HTML"),
    ],
)
def test_a_post_of_our_own_page_or_of_a_program_is_accepted(headers):
    assert post(**headers).content == b"done"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, id="another site"),
        pytest.param(
            {"Sec-Fetch-Site": "same-site", "Origin": "http://sub.testserver"}, id="a sister domain"
        ),
        pytest.param({"Origin": "https://evil.example"}, id="another site in an old browser"),
        pytest.param({"Origin": "null"}, id="a sandboxed frame in an old browser"),
        pytest.param({"Origin": "http://testserver:81"}, id="another port"),
    ],
)
def test_a_post_from_elsewhere_is_refused_and_nothing_runs(headers):
    answer = post(**headers)
    assert answer.status_code == 403
    assert b"done" not in answer.content


def test_reading_is_never_refused():
    answer = put_in(RequestFactory().get("/basket/", headers={"Sec-Fetch-Site": "cross-site"}))
    assert answer.status_code == 200
