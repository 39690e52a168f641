"""Prompts that an export tells without their text: as a digest, as a word like <REDACTED>, or not at all."""

import re

DIGEST_SHOWN = 12
"""Digits of a digest in the name of its family: enough to tell a hundred thousand apart."""

_DIGEST = re.compile(
    r"(?:(?:sha|md|blake|hmac|xxh)[a-z0-9-]{0,14}[:=$])?\s*(?P<hex>[0-9a-fA-F]{32,128})|"
    r"(?:sha|blake|hmac)[a-z0-9-]{0,14}[:=$](?P<base64>[\w+/-]{22,90}={0,2})",
    re.IGNORECASE,
)
_REMOVED = (
    "redacted|removed|withheld|hidden|masked|omitted|scrubbed|sanitized|sanitised|filtered|anonymi[sz]ed|truncated"
    "|geschwärzt|entfernt|not[ _-](?:logged|recorded|stored|captured|available)|private|no content"
)
_PLACEHOLDER = re.compile(
    rf"[\[<({{*_#\s]{{0,4}}(?:(?:content|text|prompt|message|input|data)[ :_-]{{1,2}})?(?:{_REMOVED})"
    r"(?:[ :_-]{1,2}[\w-]{1,20}){0,4}[\]>)}*_#.\s]{0,4}|[*x•█▇-]{3,}|<[\w -]{1,40}/?>",
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"\s*[\[<({{][\w ]{{0,20}}(?:{_REMOVED})[^\]>)}}\n]{{0,60}}\b"
    r"(?:sha\d*|md5|hash|digest)[=: ]+(?P<hex>[0-9a-f]{8,128})\b",
    re.IGNORECASE,
)
"""A placeholder that tells a digest, as in [REDACTED_MESSAGE len=171 sha=a125a3be]."""

DIGEST = "text withheld, digest "
LONGEST = 200
"""Characters a digest or placeholder may have: what is longer is text."""


def digest_of(text: str) -> str | None:
    """The digest that stands for a text, in small letters; None if the prompt is no digest."""
    if len(text) > LONGEST:
        return None
    found = _DIGEST.fullmatch(text.strip()) or _MARKED.match(text)
    if not found:
        return None
    return found["hex"].lower() if found["hex"] else found["base64"]


def is_withheld(text: str) -> bool:
    """Whether nothing of the prompt is told: a placeholder, or no word at all."""
    return len(text) <= LONGEST and (not text.strip() or bool(_PLACEHOLDER.fullmatch(text.strip())))


def digest_template(digest: str) -> str:
    """What the family of a prompt is called of which only a digest is known."""
    return DIGEST + digest[:DIGEST_SHOWN]
