"""One result of OpenAI's usage API, or one row of its dashboard's CSV, as sums."""

from collections.abc import Iterator, Sequence

from auditor.importers.files.json_lines import as_dict, as_text, is_dict, is_list
from auditor.importers.files.pages import dimensions
from auditor.importers.files.table_file import TableRow
from auditor.importers.values.quantities import Dollars, Unreadable, excerpt, shown
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Notes, Repeats, Slot, whole
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

TOKENS = ("input_tokens", "input_cached_tokens", "output_tokens", "num_model_requests")
DIMENSIONS = ("project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "line_item")

PERSON = ("user_email", "user_id")
AGENT = ("api_key_name", "api_key_id")
TEAM = ("project_name", "project_id")

OTHER_METER = "results that tell neither tokens nor requests ({}) were passed over"

NO_COST = "rows of days without a cost were passed over"

Span = tuple[int, int]


class Results:
    """Makes the sums of one file."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._dollars = Dollars()
        self._repeats = Repeats()

    def of_bucket(self, line: int, bucket: dict[str, object]) -> Iterator[Record]:
        """The sums of a bucket's results; an issue for each that cannot be read."""
        results = bucket.get("results", bucket.get("result"))
        try:
            span = utc_time(bucket.get("start_time")), utc_time(bucket.get("end_time"))
            if not is_list(results):
                raise Unreadable("a bucket without results")
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(str(bucket)))
            return
        for result in results:
            try:
                if not is_dict(result):
                    raise Unreadable("not a JSON object")
                yield from self._result(span, line, result)
            except Unreadable as error:
                yield ImportIssue(line, str(error), excerpt=excerpt(str(result)))

    def of_row(self, row: TableRow) -> Iterator[Record]:
        """The sums of a row; an issue where it cannot be read."""
        told: dict[str, object] = {header: row.told(header) for header in row.headers}
        try:
            span = utc_time(row.told("start_time")), utc_time(row.told("end_time"))
            slot = self._repeats.distinct(_slot(span, row.line, told, [told.get(name) for name in DIMENSIONS]))
            if "amount_value" in told and told["amount_value"] is None:
                self.notes.add(row.line, NO_COST)
            elif "amount_value" in told:
                yield from self._amount(slot, told["amount_value"], told.get("amount_currency"))
            else:
                yield from self._counts(slot, told)
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())

    def _result(self, span: Span, line: int, result: dict[str, object]) -> list[UsageAggregate]:
        slot = _slot(span, line, result, dimensions(result))
        if "amount" not in result:
            return self._counts(slot, result)
        amount = as_dict(result["amount"])
        return self._amount(slot, amount.get("value"), amount.get("currency"))

    def _amount(self, slot: Slot, value: object, currency: object) -> list[UsageAggregate]:
        if (as_text(currency) or "USD").upper() != "USD":
            raise Unreadable(f"an amount in {shown(currency)}, not in dollars")
        dollars = self._dollars.micro(value, "amount")
        if dollars is None:
            raise Unreadable("no amount")
        return [*slot.part(Unit.USD, dollars)]

    def _counts(self, slot: Slot, told: dict[str, object]) -> list[UsageAggregate]:
        total, cached, output, requests = (whole(told.get(name), name) for name in TOKENS)
        if total is not None and (cached or 0) > total:
            raise Unreadable(f"input_cached_tokens {cached} exceeds input_tokens {total}")
        found = [*slot.tokens(total, cached, None, output), *slot.counted(Unit.REQUESTS, requests)]
        if not found:
            self.notes.add(slot.line, OTHER_METER.format(as_text(told.get("object")) or "empty cells"))
        return found


def _slot(span: Span, line: int, told: dict[str, object], identity: Sequence[object]) -> Slot:
    return Slot.of(
        "openai-usage", span, line, identity, person=_first(told, PERSON), agent=_first(told, AGENT),
        team=_first(told, TEAM), model=as_text(told.get("model")) or as_text(told.get("line_item")),
    )  # fmt: skip


def _first(told: dict[str, object], names: Sequence[str]) -> str | None:
    return next((text for name in names if (text := as_text(told.get(name)))), None)
