"""Takes a text of JSON values apart as it comes: members of an array one by one, a page that is too large in slices.

A file without line ends has no bound: a gateway's answer for a month is one line. Held is one object at a time.
"""

import re
from collections.abc import Callable, Generator, Iterator

from auditor.importers.files.export_file import LONGEST_LINE
from auditor.importers.files.json_frames import LOOK_BACK, Frame, closing, opened_at, shell
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

SLICE = 1 << 20
"""Bytes, about: how much of a page's array is given at once where the whole page is too large."""

CUT_OFF = "the object that begins in this line is cut off"
ARRAY_CUT_OFF = "the array is cut off behind its last whole object"
TOO_LARGE = f"an object of more than {LONGEST_LINE >> 20} MiB was passed over"

NESTED = 12
"""Levels that are passed over in one step; what lies deeper is gone through bracket by bracket."""

DEEPEST = 10_000
"""Brackets open at once; nothing nested so deep can be decoded."""

_STRING = rb'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+'
_FLAT = rb'[^"{}\[\]]++|' + _STRING + b'"'


def _nested(levels: int) -> bytes:
    inner = b"|" + rb"[{\[](?:" + _FLAT + rb")*+[}\]]"
    for _ in range(levels):
        inner = b"|" + rb"[{\[](?:" + _FLAT + inner + rb")*+[}\]]"
    return inner[1:]


_WHOLE = re.compile(_nested(NESTED))
_TOKEN = re.compile(_STRING + rb'(?:"|(?=\\?\n)|())|[{}\[\]]')
"""A bracket or a string, which a line's end ends; the group tells that the string goes on behind the text."""

_REST_OF_STRING = re.compile(_STRING[1:] + rb'(?:"|(?=\\?\n)|())')
_BETWEEN = re.compile(rb"[\s,]*+")
_SCALAR = re.compile(_STRING + rb'(?:"|(?=\\?\n)|())|[^"\n,{}\[\]]++|}')
_REST_OF_LINE = re.compile(rb"[^\n]*+")
_JOINT = b" \t\r\n,"

Text = tuple[int, bytes]
Decode = Callable[[int, bytes], object]
Split = Iterator[Text | ImportIssue]
Step = Generator[Text | ImportIssue, None, bool]


class Splitter:
    """Takes blocks of a text; gives (line it begins in, text) of the values in it, and issues.

    `decode` is asked for the beginning of an object that is too large; it gives an issue for what it cannot read.
    `careful`: no nested value is passed over in one step, so that a line which cannot belong to the object before it
    is seen to begin another one.
    """

    def __init__(self, decode: Decode, line: int = 1, careful: bool = False) -> None:
        self.line = line
        self.member = 0
        self._decode = decode
        self._careful = careful
        self._text = b""
        self._at: int = 0
        self._counted = 0
        """Where the text stands to which `line` belongs."""
        self._final = False
        self._in_array = False
        self._stack: list[Frame] = []
        self._begins = 0
        self._joint: int | None = None
        """Behind the beginning of a page that is repeated in each slice."""
        self._lost: int | None = None
        """How many brackets are open around something that is passed over."""
        self._in_string = False
        self._page_told = False
        """Whether the open value's array of records has ended: what follows are a few keys, and they may still come."""

    def take(self, block: bytes) -> Split:
        """The values that end in this block, or slices of one that is too large."""
        self._let_go()
        self._text += block
        yield from self._values()
        if self._stack and self._lost is None:
            if self._joint is not None:
                yield from self._slices()
            if len(self._text) - self._begins > self._limit():
                yield from self._too_large()

    def end(self) -> Split:
        """What is left at the end of the text."""
        self._final = True
        yield from self._values()
        if self._stack:
            yield from self._cut(len(self._text))
        elif self._in_array and not self._stack:
            yield self._issue(ARRAY_CUT_OFF)
        self._line_of(len(self._text))

    def _values(self) -> Split:
        going = True
        while going:
            going = yield from self._inside() if self._stack else self._between()

    def _between(self) -> Step:
        """One step between two values; returns whether there may be another."""
        text = self._text
        at = self._at = _end(_BETWEEN, text, self._at)
        mark = text[at : at + 1]
        if not mark:
            return False
        if mark in b"{[" and (self._in_array or mark == b"{"):
            self.member += 1
            self._begins = at
            if not self._careful and (whole := _WHOLE.match(text, at)):
                self._at = whole.end()
                yield self._line_of(at), whole[0]
            else:
                self._stack.append(Frame(at, mark, path="" if mark == b"{" else None))
                self._at = at + 1
        elif mark in b"[]":
            self._in_array, self._at = mark == b"[", at + 1
        else:
            found = (_SCALAR if self._in_array else _REST_OF_LINE).match(text, at)
            end = len(text) if found is None or found.lastindex else found.end()
            if end == len(text) and not self._final and end - at <= LONGEST_LINE:
                return False
            self.member += 1
            self._at = end
            yield self._line_of(at), text[at:end].rstrip()
        return True

    def _inside(self) -> Step:
        """Go on in an open value; returns whether it has ended."""
        if self._in_string:
            self._in_string = self._went_on(_REST_OF_STRING)
        while not self._in_string and (found := _TOKEN.search(self._text, self._at)):
            at, mark = found.start(), self._text[found.start()]
            if mark == ord('"'):
                if found.lastindex:
                    self._at = at
                    self._in_string = self._lost is not None and self._went_on(_TOKEN)
                    return False
                self._at = found.end()
            elif mark in b"{[":
                new = mark == ord("{") and self._stack[-1].cannot_hold(self._text, at)
                if new or len(self._stack) > DEEPEST:
                    yield from self._cut(at)
                    return True
                self._open(at)
            elif not self._close(at):
                yield from self._cut(at)
                return True
            elif not self._stack:
                if self._lost is None:
                    yield self._line_of(self._first()), self._piece(self._at)
                self._joint = self._lost = None
                return True
        self._at = self._at if self._in_string else len(self._text)
        return False

    def _went_on(self, pattern: re.Pattern[bytes]) -> bool:
        """Pass over what there is of a string; whether it goes on behind the text."""
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found is not None and found.lastindex is not None

    def _open(self, at: int) -> None:
        deep = self._careful or len(self._stack) > NESTED
        if not deep and (whole := _WHOLE.match(self._text, at)):
            self._at = whole.end()
            self._note_member()
            return
        around = self._stack[-1] if self._lost is None else None
        self._stack.append(opened_at(self._text, at, self._text[at : at + 1], around))
        self._at = at + 1

    def _close(self, at: int) -> bool:
        """Leave the value that a bracket closes, and those in it that lack theirs; False if it closes none of them."""
        kind = b"{" if self._text[at : at + 1] == b"}" else b"["
        place = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n].kind == kind), None)
        self._at = at + 1
        if place is None:
            return not (self._in_array and kind == b"[")
        self._page_told = place > 0 and (self._page_told or any(frame.cuts for frame in self._stack[place:]))
        del self._stack[place:]
        if self._lost and self._stack and len(self._stack) <= self._lost:
            self._found_again(self._at if len(self._stack) == self._lost else at)
        self._note_member()
        return True

    def _note_member(self) -> None:
        """Remember a place at which an array of records may be cut."""
        frame = self._stack[-1] if self._stack else None
        if frame and frame.sliced and self._at - frame.last >= SLICE:
            frame.cuts.append(self._at)
            frame.last = self._at

    def _cut(self, at: int) -> Split:
        """The open value ends at `at` without its brackets. Whoever decodes it finds out whether others began in it."""
        held = not self._careful and self._joint is None and self._lost is None
        if held and self._text.find(b"\n{", self._begins, at) >= 0:
            yield self._line_of(self._begins), self._text[self._begins : at]
        elif self._lost != 0:
            yield self._issue(CUT_OFF)
        self._stack.clear()
        self._at, self._joint, self._lost, self._page_told = at, None, None, False

    def _limit(self) -> int:
        return LONGEST_LINE * (2 if self._page_told else 1)

    def _slices(self) -> Split:
        """The members of the page so far, as pages; all but the last ones."""
        while self._lost is None and (frame := next((one for one in self._stack if one.cuts), None)):
            yield from self._slice(frame, frame.cuts.pop(0))

    def _slice(self, frame: Frame, cut: int) -> Split:
        """What of the page stands before `cut`; then only the page's beginning is kept of it."""
        frames = self._stack[: self._stack.index(frame) + 1]
        text, joint = self._text, self._joint
        if joint is None or frame.at >= joint or text[joint:cut].strip(_JOINT):
            yield self._line_of(self._first()), self._piece(cut).rstrip(_JOINT) + closing(frames)
        self._line_of(cut)
        again = self._beginning(frames)
        if again is None or len(again[0]) > LONGEST_LINE // 2:
            yield self._issue(TOO_LARGE)
            self._lose(0)
            return
        beginning, places = again
        self._replace(0, cut, beginning)
        self._joint = len(beginning)
        for one, place in zip(frames, places, strict=True):
            one.at = place
            one.last = max(one.last, self._joint)

    def _beginning(self, frames: list[Frame]) -> tuple[bytes, list[int]] | None:
        """What each slice begins with, up to the bracket of the last frame, and where the frames' brackets are."""
        start = frames[-1].at + 1
        if start == self._joint:
            return self._text[:start], [frame.at for frame in frames]
        value = self._decode(self.line, self._piece(start) + closing(frames))
        return None if isinstance(value, ImportIssue) else shell(value, frames)

    def _too_large(self) -> Split:
        """Make room: give what may be given, else pass over one record of a page, else all."""
        yield from self._slices()
        if self._lost is not None or len(self._text) - self._begins <= self._limit():
            return
        within = [n for n in range(1, len(self._stack)) if self._stack[n - 1].sliced]
        if within:
            yield from self._slice(self._stack[within[-1] - 1], self._stack[within[-1]].at)
        if self._lost is None:
            yield self._issue(TOO_LARGE)
            self._lose(within[-1] if within else 0)

    def _lose(self, depth: int) -> None:
        """Pass over everything until only so many brackets are open."""
        self._lost = depth
        self._joint = self._joint if depth else None

    def _found_again(self, at: int) -> None:
        """What was passed over ends at `at`."""
        self._replace(self._joint or 0, at)
        self._lost = None

    def _first(self) -> int:
        """Where what is given next begins."""
        return self._begins if self._joint is None else _end(_BETWEEN, self._text, self._joint)

    def _piece(self, end: int) -> bytes:
        start = self._begins if self._joint is None else 0
        return self._text[start : self._joint or start] + self._text[self._first() : end]

    def _let_go(self) -> None:
        """Forget the text that is done with."""
        if self._stack and self._lost is None:
            if self._joint is None:
                self._replace(0, self._begins)
        else:
            start = self._joint or 0
            self._replace(start, max(start, self._at - LOOK_BACK if self._stack else self._at))

    def _replace(self, start: int, end: int, by: bytes = b"") -> None:
        """Put `by` in place of a part of the text, and keep all places behind it right."""
        self._line_of(end)
        self._text = self._text[:start] + by + self._text[end:]
        moved = start + len(by) - end

        def place(before: int) -> int:
            return before + moved if before >= end else min(before, start + len(by))

        self._at, self._counted, self._begins = place(self._at), place(self._counted), place(self._begins)
        for frame in self._stack:
            frame.at, frame.last = place(frame.at), place(frame.last)
            frame.cuts = [cut + moved for cut in frame.cuts if cut >= end]

    def _line_of(self, place: int) -> int:
        """The line at a place that is not before the last one asked for."""
        if place > self._counted:
            self.line += self._text.count(b"\n", self._counted, place)
            self._counted = place
        return self.line

    def _issue(self, reason: str) -> ImportIssue:
        start = self._text[self._begins : self._begins + 4 * LOOK_BACK] if self._stack else b""
        return ImportIssue(self.line, reason, excerpt=excerpt(start))


def _end(pattern: re.Pattern[bytes], text: bytes, at: int) -> int:
    """Where the match at a place ends."""
    found = pattern.match(text, at)
    return found.end() if found else at
