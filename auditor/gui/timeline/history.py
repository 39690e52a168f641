"""The views a person rested at, to go back and forward through, as in a browser."""

Span = tuple[int, int]

LONGEST = 200
"""Views remembered."""


class History:
    """Spans (start, end) in µs; the current one is the last that rested, or the one gone back to."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._place = -1

    def clear(self) -> None:
        """Forget all."""
        self._spans, self._place = [], -1

    def rest(self, span: Span) -> None:
        """Remember a view; what was ahead of it is forgotten."""
        if self._place >= 0 and self._spans[self._place] == span:
            return
        self._spans = [*self._spans[: self._place + 1], span][-LONGEST:]
        self._place = len(self._spans) - 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a view before."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back."""
        return self._place < len(self._spans) - 1

    def step(self, by: int) -> Span | None:
        """One view back (-1) or forward (1); None where there is none."""
        place = self._place + by
        if not 0 <= place < len(self._spans):
            return None
        self._place = place
        return self._spans[place]
