"""What prompts refer to."""

import pytest

from auditor.said.references import hashed, kind_of, references_of


@pytest.mark.parametrize(
    "text, found",
    [
        ("Take up ATL-812, then (RT-44).", {"ATL-812", "RT-44"}),
        ("See #4711 and !12", {"#4711", "#12"}),
        ("PR 12, issue #13, pull request 14, Ticket 15, MR16", {"#12", "#13", "#14", "#15", "#16"}),
        ("since 1a2b3c4d5e", {"c:1a2b3c4"}),
        ("on feature/Login of src/app.py", {"feature/login", "src/app.py"}),
        ("nothing of 1234567 or deadbeef or a#1 here", set()),
    ],
)
def test_references_have_one_spelling(text: str, found: set[str]):
    assert references_of(text) == found


def test_the_kind_stands_above_the_hash():
    assert [kind_of(hashed({one})[0]) for one in ("ATL-812", "#12", "c:1a2b3c4", "src/app.py")] == [0, 1, 2, 3]
