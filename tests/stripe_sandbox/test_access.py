"""Keys, versions and headers."""

import pytest
import requests
import stripe

from stripe_sandbox import SandboxConfig, SandboxError, SandboxServer
from stripe_sandbox.config import API_VERSION
from tests.stripe_sandbox.driving import client_for


@pytest.mark.parametrize("key", ["sk_test_sandbox", "sk_test_other", "rk_test_limited"])
def test_any_test_key_is_taken(sandbox, key):
    assert client_for(sandbox, key).v1.events.list().data == []


def test_a_key_may_come_as_the_user_name_of_basic_authentication(sandbox):
    answer = requests.get(f"{sandbox.base_url}/v1/events", auth=("sk_test_x", ""), timeout=10)

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "key", ["sk_live_51Abcdefghijklmnop", "rk_live_51Abcdefghijklmnop", "pk_test_x", "nonsense"]
)
def test_a_live_or_strange_key_is_refused_and_not_repeated(sandbox, key):
    with pytest.raises(stripe.AuthenticationError) as refused:
        client_for(sandbox, key).v1.events.list()

    assert refused.value.http_status == 401
    assert key not in refused.value.user_message


def test_a_request_without_a_key_is_refused_in_stripes_way(sandbox):
    answer = requests.get(f"{sandbox.base_url}/v1/events", timeout=10)

    assert answer.status_code == 401
    assert answer.json()["error"]["message"].startswith("You did not provide an API key.")


@pytest.mark.parametrize("key", ["sk_live_51Abc", "rk_live_51Abc", "pk_test_x", ""])
def test_a_sandbox_does_not_start_with_a_key_that_is_not_a_test_key(tmp_path, key):
    with pytest.raises(SandboxError):
        SandboxServer(SandboxConfig(path=tmp_path / "x.sqlite3", secret_key=key))


def test_a_sandbox_does_not_start_with_an_empty_webhook_secret(tmp_path):
    with pytest.raises(SandboxError, match="webhook secret is empty"):
        SandboxServer(SandboxConfig(path=tmp_path / "x.sqlite3", webhook_secret=" "))


def test_the_sandbox_speaks_the_version_that_the_installed_library_pins(client):
    assert stripe.api_version == API_VERSION
    assert client.v1.events.list().last_response.headers["Stripe-Version"] == API_VERSION


def test_a_request_for_another_version_is_refused(client):
    with pytest.raises(stripe.InvalidRequestError, match="speaks API version"):
        client.v1.events.list(options={"stripe_version": "2024-06-20"})


def test_each_answer_carries_an_id_of_its_own(client):
    ids = {client.v1.events.list().last_response.request_id for _number in range(3)}

    assert len(ids) == 3
    assert all(request_id.startswith("req_") for request_id in ids)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/nothing"), ("DELETE", "/v1/checkout/sessions"), ("POST", "/v1/events")]
)
def test_an_address_that_is_not_played_is_stripes_404(sandbox, method, path):
    answer = requests.request(method, sandbox.base_url + path, auth=("sk_test_x", ""), timeout=10)

    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == f"Unrecognized request URL ({method}: {path})."
