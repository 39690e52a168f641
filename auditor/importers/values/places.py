"""Whose machine and which project: read from working directories and from where a file was kept."""

import re
from pathlib import PurePosixPath

_HOME = re.compile(r"(?:/mnt/[a-z]|[A-Za-z]:)?/(?:home|Users)/([^/]+)", re.IGNORECASE)
_HOME_INSIDE = re.compile(r"(?<=[^/])/(?:home|Users)/([^/]+)/")
_WORKTREES = (re.compile(r"^(.*[^/])-worktrees/[^/]+"), re.compile(r"^(.*[^/])/(?:\.claude/|\.)worktrees/[^/]+"))
NOBODY = frozenset({"shared", "public", "default"})

DOT_FOLDERS = frozenset(
    {
        *(".claude", ".openclaw", ".clawdbot", ".moltbot", ".moldbot", ".qclaw", ".pi"),
        *(".codex", ".gemini", ".qwen", ".kiro"),
    }
)
"""Where assistants keep sessions; the folder that holds one is somebody's home."""


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def owner_of(cwd: str | None) -> str | None:
    """The person whose home directory `cwd` lies in (/home/X, /Users/X, C:\\Users\\X), else None."""
    found = _HOME.match(_slashed(cwd or ""))
    return found[1] if found and found[1].lower() not in NOBODY else None


def keeper_of(name: str) -> str | None:
    """The person an export's own path speaks of, else None.

    `bob/.claude/projects/…` is Bob's. `evidence/home/bob/…` too, but a path that begins with /home/carol is where the
    auditor keeps the file: Carol is she, not the person whose use it is.
    """
    parts = PurePosixPath(_slashed(name)).parts
    for at, part in enumerate(parts):
        if part in DOT_FOLDERS and at > 0 and parts[at - 1] not in ("/", "home", "Users"):
            return parts[at - 1]
    found = _HOME_INSIDE.search(_slashed(name))
    return found[1] if found else None


def project_of(cwd: str | None) -> str | None:
    """The project a working directory belongs to: its last folder, or the repository a git worktree was made from.

    A home directory itself is "~": its name would show the person where only an alias may stand.
    """
    path = _slashed(cwd or "").rstrip("/")
    home = _HOME.match(path)
    if home and home[0] == path:
        return "~"
    for pattern in _WORKTREES:
        if found := pattern.match(path):
            path = found[1]
    return path.rpartition("/")[2] or None
