"""What a text names by a reference: tickets, changes, commits, branches, files."""

import re
from collections.abc import Iterable
from zlib import crc32

DIGIT = re.compile(r"\d")
TICKET = re.compile(r"\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b")
NUMBER = re.compile(r"(?:(?<![\w#&])[#!]|\b(?:PR|MR|[Pp]ull request|[Ii]ssue|[Tt]icket) ?#?)(\d{1,7})\b")
"""A change or ticket by its number alone."""

COMMIT = re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b")
PATH = re.compile(r"\b[\w-]+(?:/[\w.-]+)+\b")

SHORT = 7
"""Digits of a commit's hash by which two spellings of it are one."""


def references_of(text: str) -> set[str]:
    """References as one spelling each: "ATL-812", "#4711", "c:1a2b3c4", "feature/login"."""
    found = set(spaced_references(text))
    return found.union(*map(references_of_piece, text.split()))


def spaced_references(text: str) -> list[str]:
    """Those that are written with a space: "ticket 4711"."""
    if "icket " in text or "ssue " in text or "PR " in text or "MR " in text or "ull request " in text:
        return [f"#{number}" for number in NUMBER.findall(text)]
    return []


def references_of_piece(piece: str) -> tuple[str, ...]:
    """Those in what stands between two spaces."""
    slash = "/" in piece
    if not slash and not DIGIT.search(piece):
        return ()
    found = TICKET.findall(piece) if "-" in piece else []
    found += [f"#{number}" for number in NUMBER.findall(piece)]
    if len(piece) >= SHORT:
        found += [f"c:{commit[:SHORT]}" for commit in COMMIT.findall(piece)]
    if slash:
        found += [path.lower() for path in PATH.findall(piece)]
    return tuple(found)


def hashed(references: Iterable[str]) -> list[int]:
    """CRC-32 of each, with the kind in the bits above: see `kind_of`."""
    return [crc32(reference.encode("utf-8", "surrogatepass")) | _kind(reference) << 32 for reference in references]


KINDS = ("ticket", "change", "commit", "path")


def _kind(reference: str) -> int:
    return 1 if reference[0] == "#" else 2 if reference.startswith("c:") else 3 if "/" in reference else 0


def kind_of(reference: int) -> int:
    """Which of KINDS a hashed reference is; works on an array too."""
    return reference >> 32
