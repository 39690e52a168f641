"""Which importers read what a tool was used for: by it a commit's trailer leads to the agents that used that tool."""

import re
from collections.abc import Mapping

_KIRO = ("kiro-cli", "kiro-prompt-log", "kiro-user-report", "kiro-user-activity")
IMPORTERS: Mapping[str, tuple[str, ...]] = {
    "claude": ("claude-code", "claude-code-otel"),
    "copilot": ("copilot-usage", "copilot-user-metrics"),
    "cursor": ("cursor-usage",),
    "codex": ("codex",),
    "gemini": ("gemini-cli",),
    "kiro": _KIRO,
    "amazon": _KIRO,
    "qwen": ("qwen-code",),
}
"""By the word that tells a tool in a co-author's name or address: the importers whose events are its use.

Gateways and clouds are none of them: they read the use of any tool.
"""

_MAKERS = {"anthropic": "claude", "openai": "codex", "google": "gemini"}
"""Who stands in an address where the name tells no tool."""

_WORD = re.compile("|".join((*IMPORTERS, *_MAKERS)), re.IGNORECASE)


def tools_of(helper: str | None) -> frozenset[str]:
    """The tools of `Outcome.helper` by the names of IMPORTERS; empty where none of them is among its co-authors.

    The first word counts: "Kiro (Claude Opus) <kiro@kiro.dev>" is Kiro, whatever model it runs on.
    """
    words = (_WORD.search(part) for part in (helper or "").split(", "))
    return frozenset(_MAKERS.get(word[0].lower(), word[0].lower()) for word in words if word)
