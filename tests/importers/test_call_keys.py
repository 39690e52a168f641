"""Ids that providers make are keys of their own; all others are unique within their system only."""

import pytest

from auditor.importers.values.call_keys import call_key

OWN = [
    "msg_01XFDUDYJgAACzvnptvVoYEL",
    "msg_bdrk_01XFDUDYJgAACzvnptvV",
    "msg_vrtx_01XFDUDYJgAACzvnptvV",
    "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
    "chatcmpl-2f6f2a3b-8f1d-4c9e-9d8a-0123456789ab",
    "cmpl-2F6F2A3B-8F1D-4C9E-9D8A-0123456789AB",
    "resp_68af4030592c81938ec0a5fbab4a3e9f",
    "gen-nNPYi0ZB4GOK5TNCUMHJGgXo",
    "gen-1741000000-aBcDeFgHiJkLmNoPqRsT",
]
MADE_UP = [
    "gen-1",
    "gen-1741000000",
    "gen-1741000000-1",
    "gen-test-of-something-long",
    "chatcmpl-1-2-3",
    "chatcmpl-2f6f2a3b-8f1d-4c9e-9d8a",
    "chatcmpl-my-own-id-0123456789ab",
    "msg_1",
    "2f6f2a3b-8f1d-4c9e-9d8a-0123456789ab",
    "xmsg_01XFDUDYJgAACzvnptvVoYEL",
    "msg_01XFDUDYJgAACzvnptvVoYEL\n",
]


@pytest.mark.parametrize("id_", OWN)
def test_a_providers_own_id_is_the_key_whoever_tells_it(id_: str) -> None:
    assert call_key("litellm", id_) == call_key("openrouter", id_) == id_


@pytest.mark.parametrize("id_", MADE_UP)
def test_any_other_id_is_known_within_its_system_only(id_: str) -> None:
    assert call_key("litellm", id_) == f"litellm:{id_}"


@pytest.mark.parametrize("id_", [None, ""])
def test_no_id_is_no_key(id_: str | None) -> None:
    assert call_key("litellm", id_) is None
