"""The brackets that are open at a place in a JSON text, and which of their arrays may be given in slices.

A page that holds records can be taken apart: each slice is a page of the same shape. A record must not be: its counts
would be told once for each slice. So only arrays count whose names the vendors use for pages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from auditor.importers.files.json_lines import is_dict, is_list

_TOP = (
    "data pages records Records observations logEvents events items results runs issues spans usageEvents "
    "usageEventsDisplay usageItems merge_requests loglines day_totals user_totals"
)
_BELOW = "pages/data data/data data/observations data/spans"


def _otlp() -> Iterator[str]:
    """Export requests nest three deep; writers spell them in camelCase or as the protocol does."""
    for signal, members in (("Spans", "spans"), ("Logs", "logRecords"), ("Metrics", "metrics")):
        outer, inner, plain = f"resource{signal}", f"scope{signal}", re.sub("([A-Z])", r"_\1", members).lower()
        snake = (f"resource_{signal.lower()}", f"scope_{signal.lower()}", plain)
        for one, two, three in ((outer, inner, members), snake, (outer, f"instrumentationLibrary{signal}", members)):
            yield from (one, f"{one}/{two}", f"{one}/{two}/{three}")


PAGES = frozenset([*_TOP.split(), *_BELOW.split(), *_otlp()])
"""Where records lie in a page: keys from the outside in, arrays add nothing."""

_KEY = re.compile(rb'"([A-Za-z_@]{1,60})"\s*:\s*\Z')
LOOK_BACK = 200


@dataclass(slots=True)
class Frame:
    """An open bracket: where it stands, by which key it hangs in what is around it, None where that does not matter.

    `cuts`: behind which members an array may be cut, `last`: the place behind the last of them.
    """

    at: int
    kind: bytes
    key: str | None = None
    path: str | None = ""
    last: int = 0
    cuts: list[int] = field(default_factory=list[int])

    @property
    def sliced(self) -> bool:
        """Whether this is an array of records."""
        return self.kind == b"[" and self.path in PAGES

    def cannot_hold(self, text: bytes, at: int) -> bool:
        """Whether the object that begins a line at `at` cannot be a part of this: then something was cut off before."""
        if text[at - 1 : at] != b"\n":
            return False
        before = text[max(0, at - LOOK_BACK) : at].rstrip()[-1:]
        return bool(before) and before not in (b":" if self.kind == b"{" else b"[,")


def opened_at(text: bytes, at: int, kind: bytes, around: Frame | None) -> Frame:
    """The frame of a bracket inside `around`, of which nothing is known if that is None."""
    if around is None or around.path is None:
        return Frame(at, kind, path=None)
    if around.kind == b"[":
        return Frame(at, kind, path=around.path if kind == b"{" else None, last=at)
    found = _KEY.search(text, max(around.at, at - LOOK_BACK), at)
    key = found[1].decode() if found else None
    path = None if key is None else f"{around.path}/{key}".lstrip("/")
    return Frame(at, kind, key, path, at)


def closing(frames: Sequence[Frame]) -> bytes:
    """The brackets that close them."""
    return b"".join(b"}" if frame.kind == b"{" else b"]" for frame in reversed(frames))


def shell(value: object, frames: Sequence[Frame]) -> tuple[bytes, list[int]] | None:
    """A page up to the bracket of its array (the last frame), without the lists and members already given.

    Also tells where the frames' brackets stand in it. None if `value` is not what the frames say.
    """
    text, places = b"", list[int]()
    for frame, inner in zip(frames, [*frames[1:], None], strict=True):
        places.append(len(text))
        if is_list(value) and frame.kind == b"[":
            text += b"["
            value = value[-1] if value else None
        elif is_dict(value) and inner and inner.key in value:
            kept = {key: told for key, told in value.items() if key != inner.key and not is_list(told)}
            text += msgspec.json.encode(kept)[:-1] + (b"," if kept else b"")
            text += msgspec.json.encode(inner.key) + b":"
            value = value[inner.key]
        else:
            return None
    return text, places
