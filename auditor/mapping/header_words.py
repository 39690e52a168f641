"""What headers of tables mean: words by which other systems call our fields."""

import re
import unicodedata

TOTAL = "total"
"""Not a field of ours: a column that holds input plus output, good for a check."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "timestamp": (
        "timestamp", "created at", "created", "start time", "started at", "event time", "request time", "logged at",
        "datetime", "date time", "time", "ts", "period start", "bucket start", "start", "usage date", "date", "day",
        "month", "week", "hour", "zeitstempel", "zeitpunkt", "datum", "zeit", "horodatage", "fecha", "beginn",
    ),
    "end": ("period end", "bucket end", "end time", "end", "end date", "until", "ende", "bis"),
    "agent": (
        "agent", "agent name", "agent id", "bot", "app label", "app name", "app", "application", "workflow",
        "automation", "api key name", "key name", "key alias", "service", "job", "tool", "script", "project",
        "anwendung", "dienst",
    ),
    "person": (
        "user email", "email", "e mail", "mail", "employee", "employee id", "person", "user", "username", "user name",
        "user id", "uid", "login", "account", "actor", "member", "owner", "requested by", "caller", "mitarbeiter",
        "benutzer", "benutzername", "nutzer", "anwender", "utilisateur", "usuario",
    ),
    "team": ("team", "department", "group", "cost center", "business unit", "abteilung", "kostenstelle"),
    "client": ("client", "client type", "surface", "terminal", "ide", "platform"),
    "request_id": (
        "request id", "req id", "call id", "generation id", "response id", "message id", "event id", "uuid", "id",
    ),
    "session": (
        "session", "session id", "conversation id", "conversation", "thread id", "chat id", "trace id", "sitzung",
    ),
    "sub_agent": ("sub agent", "subagent"),
    "branch": ("branch", "git branch"),
    "provider": ("provider", "vendor", "anbieter"),
    "model": ("model", "model name", "model id", "llm", "llm model", "engine", "deployment", "modell"),
    "operation": ("operation", "endpoint", "request type", "call type"),
    "input_tokens": (
        "input tokens", "prompt tokens", "tokens in", "tok in", "in tokens", "token in", "context tokens",
        "total input tokens", "total input", "input token count", "prompt token count", "tokens input",
        "tokens prompt", "num input tokens", "n input tokens", "tokens sent", "request tokens", "input",
        "eingabe tokens", "eingabetokens", "eingabe token", "tokens eingabe",
    ),
    "cache_read_tokens": (
        "cache read tokens", "cache read input tokens", "cached input tokens", "cached tokens", "cached input",
        "cached prompt tokens", "tokens cached", "tokens cache read", "cache hit tokens", "cache read", "cached",
        "zwischengespeicherte tokens",
    ),
    "cache_creation_tokens": (
        "cache creation tokens", "cache creation input tokens", "cache write tokens", "tokens cache write",
        "cache write", "cache creation",
    ),
    "output_tokens": (
        "output tokens", "completion tokens", "generated tokens", "tokens out", "tok out", "out tokens", "token out",
        "total output tokens", "total output", "output token count", "completion token count", "tokens output",
        "tokens completion", "candidates token count", "num output tokens", "n output tokens", "tokens received",
        "response tokens", "output", "ausgabe tokens", "ausgabetokens", "ausgabe token", "tokens ausgabe",
    ),
    "reasoning_tokens": (
        "reasoning tokens", "reasoning output tokens", "thinking tokens", "thoughts token count", "tokens reasoning",
    ),
    TOTAL: (
        "total tokens", "tokens total", "tok sum", "token sum", "sum tokens", "total token count", "tok total",
        "all tokens", "tokens", "total", "gesamt tokens", "tokens gesamt", "summe",
    ),
    "cost_usd": (
        "cost", "total cost", "spend", "price", "charge", "net amount", "amount", "request cost", "usd", "kosten",
        "betrag", "preis",
    ),
    "credits": ("credits", "credits used", "credit", "credits consumed"),
    "requests": (
        "requests", "request count", "num requests", "n requests", "requests used", "calls", "api calls", "invocations",
        "anfragen",
    ),
    "messages": ("messages", "message count", "total messages", "num messages", "nachrichten"),
    "latency_ms": ("latency", "duration", "elapsed", "response time", "took", "total time", "latenz", "dauer"),
    "status": ("status", "status code", "http status", "result", "state", "outcome"),
    "prompt": ("prompt", "prompt text", "input text", "question", "query", "request body", "body", "anfrage"),
    "response": ("response", "response text", "completion", "output text", "answer", "reply", "antwort"),
    "kind": ("kind", "type", "issue type", "event type", "typ"),
    "reference": ("reference", "issue key", "key", "ticket", "ticket id", "commit", "hash", "sha", "url"),
    "title": ("title", "summary", "subject", "description", "titel"),
}  # fmt: skip
"""Our field → what others call it, best first; words of a normalised header, unit words left out."""

UNIT_WORDS: dict[str, dict[str, str]] = {
    "latency_ms": {
        **dict.fromkeys(("ms", "msec", "millis", "milliseconds", "millisekunden"), "ms"),
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sekunden"), "s"),
        **dict.fromkeys(("us", "µs", "μs", "micros", "microseconds"), "us"),
        **dict.fromkeys(("ns", "nanos", "nanoseconds"), "ns"),
    },
    "cost_usd": {
        **dict.fromkeys(("usd", "dollar", "dollars", "us"), "usd"),
        **dict.fromkeys(("cent", "cents", "ct"), "cents"),
        **dict.fromkeys(("microusd", "microdollars", "micros", "micro"), "micro-dollars"),
    },
    "tokens": {
        **dict.fromkeys(("k", "thousand", "thousands", "tausend", "ktok"), "thousands"),
        **dict.fromkeys(("m", "mio", "million", "millions", "mtok"), "millions"),
    },
}
"""Words in headers that tell a unit."""

NOT_A_COST = frozenset(
    {"unit", "rate", "eur", "euro", "euros", "gbp", "chf", "cny", "jpy", "inr", "brl", "pln", "cad", "aud"}
)
"""Words in headers of amounts in other money than dollars, and of prices."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FILLER = frozenset({"in", "per", "of", "the", "number", "no", "utc"})


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header: `promptTokens`, `Prompt Tokens`, `prompt_tokens` and `usage.prompt-tokens (k)` alike."""
    parted = _CAMEL.sub(" ", header).lower().translate(_FOLD).replace("µ", "u").replace("μ", "u")
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode()
    return tuple(re.sub(r"[^a-z0-9]+", " ", plain).split())


def unit_in(words: tuple[str, ...], field: str) -> str:
    """The unit a header tells for a field, "" if none."""
    known = UNIT_WORDS.get("tokens" if field.endswith("_tokens") else field, {})
    return next((known[word] for word in reversed(words) if word in known), "")


def header_fits(header: str, field: str) -> int:
    """How well a header fits a field: 0 not at all, 1000 best. Of `usage.in` the last part counts, too."""
    inner = header.rpartition(".")[2]
    return max(_likeness(words_of(header), field), _likeness(words_of(inner), field) - 100 if inner != header else 0)


def _likeness(words: tuple[str, ...], field: str) -> int:
    known = UNIT_WORDS.get("tokens" if field.endswith("_tokens") else field, {})
    if field == "cost_usd" and NOT_A_COST & set(words):
        return 0
    bare = tuple(word for word in words if word not in known and word not in _FILLER)
    found = 0
    for rank, phrase in enumerate(SYNONYMS[field]):
        parts = tuple(phrase.split())
        alone = len(parts) > 1 or len(phrase) > 4  # says enough among other words; “id” or “in” do not
        for form in (words, bare):
            if form == parts:
                found = max(found, 1000 - rank)
            elif alone and form[-len(parts) :] == parts:
                found = max(found, 700 - rank)
            elif alone and form[: len(parts)] == parts:
                found = max(found, 500 - rank)
    return found
