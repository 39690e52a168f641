"""What a Codex thread used, from its running total: which counts add something, and which tell the same again."""

from auditor.importers.assistants.codex_lines import Info, Tokens


class RunningTotal:
    """The totals and responses seen so far. One response can be told by a count and by a record of its own."""

    def __init__(self) -> None:
        self._total: Tokens | None = None
        self._counted: Tokens | None = None
        self._counted_by = ""
        self._responses: set[str] = set()
        self._recorded: Tokens | None = None

    def added(self, info: Info, *, has_answer: bool) -> Tokens | None:
        """What a `token_count` adds; None where it tells again what was told. `has_answer`: the model wrote since."""
        total, last = info.total_token_usage, info.last_token_usage
        before, self._total = self._total, total or self._total
        recorded, self._recorded = self._recorded, None
        if total is None:
            again = last is not None and last == self._counted and not has_answer
        else:
            again = before is not None and total.identity == before.identity
        if recorded is not None and total is not None and _same(total.since(before), recorded):
            return None
        if again or (last is not None and self._is_told(last, "token_usage_record")):
            return None
        if total is None or (last is not None and (before is None or not total.is_split)):
            added = last or Tokens()
        else:
            added = total.since(before) or last or total  # fell: the thread was compacted or resumed
        self._counted, self._counted_by = last or added, "token_count"
        return added

    def is_new(self, usage: Tokens, response: str) -> bool:
        """Whether a `token_usage_record` tells a response that was not told before."""
        if response in self._responses:
            return False
        self._responses.add(response)
        if self._is_told(usage, "token_count"):
            return False
        self._counted, self._counted_by = usage, "token_usage_record"
        self._recorded = usage if self._recorded is None else self._recorded.and_(usage)
        return True

    def missing(self, info: Info) -> int:
        """How many input tokens stand in the first total of the file beyond its request's own."""
        total, last = info.total_token_usage, info.last_token_usage
        if self._total is not None or total is None or last is None:
            return 0
        return max(0, (total.input_tokens or 0) - (last.input_tokens or 0))

    def _is_told(self, usage: Tokens, by: str) -> bool:
        """Whether the last response counted was this one, told by the other kind of line. It is repeated once."""
        if self._counted_by != by or self._counted is None or usage.counters != self._counted.counters:
            return False
        self._counted_by = ""
        return True


def _same(grown: Tokens | None, recorded: Tokens) -> bool:
    """Whether a total grew by what records told since; a class that one of them leaves out is not compared."""
    pairs = zip(grown.counters if grown else (), recorded.counters, strict=False)
    told = [(new, old) for new, old in pairs if new is not None and old is not None]
    return bool(told) and all(new == old for new, old in told)
