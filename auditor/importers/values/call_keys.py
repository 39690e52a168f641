"""What a model call is known by over all files of a case.

Providers name each answer themselves, and every system on the way (transcript, telemetry, gateway, trace) repeats that
name: it is the key as it stands, so that one call told by two systems is seen to be one. Any other id is unique only
within its own system, whose name goes before it.
"""

import re

_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_PROVIDERS_OWN = re.compile(
    rf"(?:msg|chatcmpl|cmpl|resp|gen)[-_](?:(?:bdrk_|vrtx_)?[0-9A-Za-z]{{12,}}|{_UUID})"
    r"|gen-\d{9,11}-[0-9A-Za-z]{12,}"
)
"""Anthropic's messages (also by Bedrock and Vertex), OpenAI's completions and responses, OpenRouter's generations (by
their second or not), and the UUIDs that gateways and servers of open models put in their place.

Anything shorter is made up, by a test or by hand, and may be made up again by somebody else.
"""


def call_key(system: str, id_: str | None) -> str | None:
    """The key of a call that `system` calls `id_`; None where it has no id."""
    if not id_:
        return None
    return id_ if _PROVIDERS_OWN.fullmatch(id_) else f"{system}:{id_}"
