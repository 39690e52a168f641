"""The template a family is shown by: its most frequent one, with ‹…› where the others say something else."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from auditor.families.placeholders import GAP
from auditor.families.spelling import Spelling

LOOKED_AT = 40
"""Members compared with the most frequent template: more would hardly change what is shown."""

DISSENT = 0.15
"""Share of the members from which a word counts as changing."""

_PIECE = re.compile(r"\s*(?:‹[^‹›]{1,20}›|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+|\S)")
_GAPS = re.compile(r"‹…›(?:[^\S\n]?[,;:/-]?[^\S\n]?‹…›)+")


def shown_template(leader: str, members: Sequence[str]) -> str:
    """The name of a family. `members`: its other templates, the most frequent first."""
    if not members:
        return leader
    pieces = _PIECE.findall(leader)
    spelling = Spelling()
    spelled = _spelled(spelling, pieces)
    doubts, inserts = [0] * len(pieces), [0] * (len(pieces) + 1)
    looked_at = members[:LOOKED_AT]
    for member in looked_at:
        _vote(spelled, _spelled(spelling, _PIECE.findall(member)), doubts, inserts)
    return _shown(pieces, doubts, inserts, len(looked_at) * DISSENT)


def _spelled(spelling: Spelling, pieces: Sequence[str]) -> str:
    return "".join([spelling.letter(piece.strip().lower()) for piece in pieces])


def _vote(leader: str, member: str, doubts: list[int], inserts: list[int]) -> None:
    """Count where a member says something else than the leader."""
    for change in Indel.opcodes(leader, member):
        if change.tag == "insert":
            inserts[change.src_start] += 1
        elif change.tag == "delete":
            for place in range(change.src_start, change.src_end):
                doubts[place] += 1


def _shown(pieces: Sequence[str], doubts: Sequence[int], inserts: Sequence[int], limit: float) -> str:
    parts: list[str] = []
    for piece, doubt, insert in zip(pieces, doubts, inserts, strict=False):
        word = piece.lstrip()
        space = piece[: len(piece) - len(word)]
        if insert > limit and doubt <= limit:
            parts.append(" " + GAP)
        if doubt <= limit or word.startswith("‹"):
            parts.append(space + word)
        elif not parts or not parts[-1].endswith(GAP):
            parts.append(space + GAP)
    if inserts[len(pieces)] > limit and parts and not parts[-1].endswith(GAP):
        parts.append(" " + GAP)
    return _GAPS.sub(GAP, "".join(parts)).strip()
