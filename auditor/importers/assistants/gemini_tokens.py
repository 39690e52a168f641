"""Token counts as Gemini's API names them, converted to ours by what their total says they contain."""

from itertools import product
from typing import Annotated

import msgspec

from auditor.importers.values.quantities import LARGEST

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


class Counts(msgspec.Struct, frozen=True):
    """One response's counts: `prompt` holds what was cached; whether `candidates` holds `thoughts` the total tells."""

    prompt: Count | None = None
    candidates: Count | None = None
    cached: Count | None = None
    thoughts: Count | None = None
    tool: Count | None = None
    total: Count | None = None

    def sums(self) -> tuple[int | None, int | None]:
        """(input, output) in our terms: input with the tools' prompts, output with the thoughts.

        Gemini counts thoughts and tool prompts beside the rest; models behind an OpenAI-like service count thoughts
        within the output. The total decides; where none fits or none is told, it is as Gemini counts.
        """
        whole = (self.prompt or 0) + (self.candidates or 0)
        choices = product((self.thoughts or 0, 0), (self.tool or 0, 0))
        fitting = (pair for pair in choices if whole + sum(pair) == self.total)
        thoughts, tool = next(fitting, (self.thoughts or 0, self.tool or 0))
        return _plus(self.prompt, tool), _plus(self.candidates, thoughts)

    @property
    def is_told(self) -> bool:
        """Whether any count is told at all."""
        return any(part is not None for part in (self.prompt, self.candidates, self.thoughts, self.tool))


def _plus(count: int | None, more: int) -> int | None:
    return more or None if count is None else count + more
