"""Finds the tools among the co-authors that a commit's trailers name; people who wrote it together are none.

Who is a tool is told by its address, never by its name: people are called Claude. The addresses are those that the
tools themselves write or that GitHub gives their accounts ("198982749+Copilot@users.noreply.github.com").
"""

import re

_ACCOUNTS = (
    *("copilot", "copilot-swe-agent[bot]", "claude[bot]", "cursor[bot]", "devin-ai-integration[bot]"),
    *("chatgpt-codex-connector[bot]", "gemini-cli", "gemini-code-assist[bot]", "google-labs-jules[bot]"),
    *("kiro-agent", "amazon-q-developer[bot]"),
)
_AT_GITHUB = rf"(?:\d+\+)?(?:{'|'.join(map(re.escape, _ACCOUNTS))}|(?<=81847\+)claude)@users\.noreply\.github\.com"
_OWN = (
    r"noreply@anthropic\.com",
    r"copilot@(?:github|microsoft)\.com",
    r"(?:cursoragent|noreply)@cursor\.(?:com|sh)",
    r"(?:devin|noreply)@(?:devin|cognition)\.ai",
    r"(?:codex|noreply)@openai\.com",
    r"(?:gemini|gemini-cli|gemini-cli-agent|noreply)@google\.com",
    r"(?:kiro|noreply)@kiro\.dev",
    r"kiro@amazon\.com",
    r"(?:amazon-?q|noreply)@(?:aws\.)?amazon\.com",
    r"qwen-coder@alibabacloud\.com",
    r"noreply@(?:opencode\.ai|aider\.chat)",
)
_TOOL = re.compile("|".join((_AT_GITHUB, *_OWN)), re.IGNORECASE)
_WHO = re.compile(r"([^<>\x1e\n]*)<\s*([^<>\s]+)\s*>")
_KEY = re.compile(r"\s*([\w-]+)\s*:\s*(.*)")
_CO_AUTHOR = "co-authored-by"
_LINE = re.compile(rf"^\s*{_CO_AUTHOR}\s*:.*$", re.IGNORECASE | re.MULTILINE)


def helper_of(trailers: str) -> str | None:
    """The tools among co-authors "Name <address>", with or without the trailer's key, each once: "Claude <…>, …".

    They are separated by anything but "<" and ">". None where no tool is named.
    """
    found: dict[str, str] = {}
    for name, address in _WHO.findall(trailers):
        key = _KEY.fullmatch(name)
        if key and key[1].lower() != _CO_AUTHOR:
            continue  # reviewed or signed off, not written
        if _TOOL.fullmatch(address):
            found.setdefault(address.lower(), f"{(key[2] if key else name).strip(' ,;')} <{address}>".strip())
    return ", ".join(found.values()) or None


def helper_in(message: str) -> str | None:
    """The same of a whole commit message: its lines "Co-authored-by: …", in any spelling."""
    return helper_of("\n".join(_LINE.findall(message)))
