"""Where in a template the instruction stands and where what was pasted: an opening, a body, a closing.

A prompt often is one instruction with a document that changes each time: "Translate into Finnish:" and a page. Which
part is which is told by the other prompts of the same agent: what returns is the instruction, what is new each time
is the document. When all but the last line returns, the last line is the instruction, under a preamble.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.families.placeholders import GAP

PASTED = 80
"""Characters of a masked body from which it can be a document; two short sentences are an instruction."""

LONG_PREAMBLE = 2
"""An opening that says who the assistant is says nothing of what is asked: the next line is taken along."""

RETURNING = 3
"""Times a closing line must return to be an instruction: many documents end alike by chance."""

WORDS_OF_OPENING, WORDS_OF_CLOSING = 3, 3
_HEAD = re.compile(r"(?:[^\s:.!?]+ ){3,24}[^\s:.!?]+:(?= )")
"""An instruction before a colon, of four words or more, in one sentence. One space ends each word: no backtracking."""

LONG_LINE = 300
"""Characters from which a line is taken apart into sentences."""

_END = re.compile(r"[.!?](?= )")
_ROLE = re.compile(
    r"(?:you are|your role|act as|imagine you|#|<|du bist|sie sind|deine rolle|tu es|eres)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"(?<=[.!?\]>]) +|\n")


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a template; `body` and `closing` are "" where it is one line without a colon."""

    opening: str
    body: str
    closing: str


def outline(template: str) -> Outline:
    """The opening: the lines, or the words before a colon, that say what to do. The closing: the last line of three."""
    lines = template.split("\n")
    head = _HEAD.match(lines[0])
    if head:
        opening, lines[0] = head[0], lines[0][head.end() + 1 :]
    else:
        taken = _lines_of_opening(lines)
        opening, rest = _cut_after_sentence("\n".join(lines[:taken]))
        lines = [rest, *lines[taken:]] if rest else lines[taken:]
    closing = lines.pop() if len(lines) > 1 and lines[-1] != GAP else ""
    if not closing and lines and len(lines[-1]) > LONG_LINE:
        closing = lines.pop()
    if len(closing) > LONG_LINE:
        front, _, closing = closing.rpartition(". ")
        lines.append(front)
    return Outline(opening, "\n".join(lines), closing)


def _lines_of_opening(lines: Sequence[str]) -> int:
    """One line, and those after it as long as they only say who the assistant is."""
    taken = 1
    while taken < min(LONG_PREAMBLE + 1, len(lines) - 1) and _ROLE.match(lines[taken - 1]):
        taken += 1
    return taken


def _cut_after_sentence(line: str) -> tuple[str, str]:
    """The first sentence of a very long line (and the next, if it only says who the assistant is), and the rest."""
    if len(line) <= LONG_LINE:
        return line, ""
    start = 0
    if _ROLE.match(line) and (role := _END.search(line, 0, LONG_LINE)):
        start = role.end()
    end = _END.search(line, start, start + LONG_LINE)
    return (line[: end.end()], line[end.end() + 1 :]) if end else (line, "")


class Pasted:
    """Knows from an agent's templates how often each part of one returns."""

    def __init__(self, templates: Sequence[str]) -> None:
        self._templates = templates
        self._parts = [outline(template) for template in templates]
        long = [part for part in self._parts if len(part.body) >= PASTED]
        self._bodies = Counter(opening for opening, _ in {(part.opening, part.body) for part in long})
        self._closings = Counter(part.closing for part in long)
        self._backs = Counter((part.body, part.closing) for part in long)

    def all_shared(self) -> list[str]:
        """`shared` of all the templates; their parts are let go."""
        parts, self._parts = self._parts, []
        return [self._shared(template, part) for template, part in zip(self._templates, parts, strict=True)]

    def shared(self, template: str) -> str:
        """The template of all that give the same instruction: the template itself, where nothing was pasted into it."""
        return self._shared(template, outline(template))

    def _shared(self, template: str, part: Outline) -> str:
        if len(part.body) < PASTED:
            return template
        opening, closing = self._opening(part), self._closing(part)
        if not opening and (not closing or self._backs[part.body, part.closing] > 1):
            return template
        between = " " if "\n" not in template else "\n"
        return (opening + between if opening else "") + GAP + ("\n" + closing if closing else "")

    def _opening(self, part: Outline) -> str:
        """The opening, if it stands before different bodies; always before the same one, it is part of a preamble."""
        returns = self._bodies[part.opening] > 1
        return part.opening if returns and _says(part.opening, WORDS_OF_OPENING) else ""

    def _closing(self, part: Outline) -> str:
        returns = self._closings[part.closing] >= RETURNING
        return part.closing if returns and _says(part.closing, WORDS_OF_CLOSING) else ""


def _says(text: str, words: int) -> bool:
    """Whether there is so much said that it can be an instruction."""
    return len(_WORD.findall(text)) >= words


def first_and_last(template: str) -> tuple[str, str]:
    """The first and the last sentence or line of a template."""
    first = _SENTENCE.split(template, 1)[0]
    end = template[-400:]
    sentences = _SENTENCE.split(end)
    return first, sentences[-1]
