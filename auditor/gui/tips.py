"""Tooltips that show data as it is: Qt would take a name with tags for markup."""

from html import escape

LONGEST = 600


def plain_tip(words: str) -> str:
    """A tooltip of these very words, wrapped; "" stays none. Cut after 600 characters."""
    if not words:
        return ""
    cut = words if len(words) <= LONGEST else words[:LONGEST] + "…"
    return "<qt>" + escape(cut).replace("\n", "<br>") + "</qt>"
