"""What the server of quickstart answers before Django is asked."""

import threading
from collections.abc import Iterator

import pytest
import requests

from toelab.quickstart.serving import make_server


@pytest.fixture
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_ten_thousand_letters_in_the_address_get_a_page_with_a_way_out(address: str) -> None:
    answer = requests.get(f"{address}/search/", params={"q": "痛" * 10_000}, timeout=10)

    assert answer.status_code == 414
    assert "短い言葉にして" in answer.text
    assert 'href="/search/"' in answer.text
