"""In which encoding a text is written, and its lines as UTF-8."""

import codecs
import io

SEEN_BYTES = 64
"""Enough of a file to tell UTF-16 without a mark: header lines and JSON begin in ASCII."""

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(head: bytes) -> str:
    """The encoding a byte order mark tells, else UTF-8, or UTF-16 where nearly every other byte is zero."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    start = head[: min(SEEN_BYTES, len(head) & ~1)]
    zeros = (start[0::2].count(0), start[1::2].count(0))
    many = max(1, len(start) * 3 // 8)  # of the half that is zero where letters are Latin
    if zeros[0] == 0 and zeros[1] >= many:
        return "utf-16-le"
    return "utf-16-be" if zeros[1] == 0 and zeros[0] >= many else "utf-8"


class Utf8Lines:
    """Lines of a text in another encoding, as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        return self._text.readline(limit).encode()


def as_utf8(stream: io.BufferedReader) -> "io.BufferedReader | Utf8Lines":
    """The same lines as UTF-8 without byte order mark."""
    encoding = encoding_of(stream.peek(SEEN_BYTES)[:SEEN_BYTES])
    if encoding == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
    return Utf8Lines(stream, encoding) if encoding.startswith("utf-16") else stream
