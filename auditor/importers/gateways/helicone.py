"""Reads Helicone's request export: JSON, JSON lines or CSV, as its export tool and its API write them.

Source: Helicone's open source (the export tool, the query behind its API): `request_id, request_created_at,
request_body, request_user_id, request_properties, response_id, response_status, response_body, prompt_tokens, …`;
arrays, lines, API answers with `data`. The CSV has twelve columns, of which the tool leaves `model` and `latency`
empty, and writes quotation marks inside `request_body` and `request_properties` twice too often. Not yet seen on a
real file.

Token semantics: `prompt_tokens` excludes `prompt_cache_read_tokens` and `prompt_cache_write_tokens`, as its prices do;
here input is the sum of the three. `reasoning_tokens` are apart from `completion_tokens` where `total_tokens` is the
sum with them, else part of them. The CSV tells no cached tokens: its input may be too low, and the reader is warned.
Helicone writes 0 where a provider told nothing, and where its own cache answered (`cache_reference_id`): a request of 0
tokens has unknown counts.

Cost: dollars from Helicone's price table. $0 for tokens means that the model is not in it: the cost is unknown.

Agent: a property such as Agent or App, else the session's name. Session: the property Helicone-Session-Id. Identity:
the provider's id in the response, else Helicone's response id (the CSV has no other). Times without a zone are UTC.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import fields_in, is_json, names_in, read_each
from auditor.importers.gateways.helicone_requests import Requests
from auditor.records import Record

PAGES = ("data",)
REQUEST = {"response_id", "response_status", "request_created_at"}
BODY_FIRST = {"response_id", "response_body"}
"""What a head shows whose first response is long."""


def matches(peek: Peek) -> str:
    """Records of Helicone's request query."""
    names = names_in(peek, ("response_id",), PAGES)
    if names >= REQUEST or (is_json(peek) and names >= BODY_FIRST):
        return "records with “response_id” and “request_created_at”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one export."""
    requests = Requests()
    yield from read_each(fields_in(file, PAGES), requests.records)
    yield from requests.notes.issues()


IMPORTER = Importer(
    name="helicone",
    title="Helicone requests",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, cost, person, session and properties; texts where they were exported",
)
