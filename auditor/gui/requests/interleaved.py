"""Two texts as one: what they share once, and where they differ both, the first as [−…] and the second as [+…]."""

from auditor.gui.requests.marked_page import Spans


def interleaved(one: str, other: str, of_one: Spans, of_other: Spans) -> tuple[str, list[tuple[int, int]]]:
    """The text and where in it they differ. `of_one` and `of_other` are what is changed of each.

    Where what is left of the two is not the same, all of both is shown as different.
    """
    (shared, gone), (left, come) = _parted(one, of_one), _parted(other, of_other)
    if shared != left:
        shared, gone, come = "", {0: one}, {0: other}
    said: list[str] = []
    spans: list[tuple[int, int]] = []
    length = before = 0
    for place in sorted({*gone, *come, len(shared)}):
        said.append(shared[before:place])
        length, before = length + place - before, place
        for sign, part in (("−", gone.get(place)), ("+", come.get(place))):
            if part:
                said.append(f"[{sign}{part}]")
                spans.append((length, length + len(said[-1])))
                length += len(said[-1])
    return "".join(said), spans


def _parted(text: str, changed: Spans) -> tuple[str, dict[int, str]]:
    """What is not changed, and what is, by its place in that."""
    kept: list[str] = []
    parts: dict[int, str] = {}
    length = before = 0
    for start, end in changed:
        kept.append(text[before:start])
        length += start - before
        parts[length] = parts.get(length, "") + text[start:end]
        before = end
    kept.append(text[before:])
    return "".join(kept), parts
