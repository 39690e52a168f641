"""The committed sample: Lindmark Parcel, twelve people, forty agents, eight weeks with a target in the fourth."""

import re
from dataclasses import replace

from tests.company.agent import Plan
from tests.company.beside import Beside, KiroUse, ToldAgain, Undelivered
from tests.company.company import Company
from tests.company.kinds import kind_named
from tests.company.people import Person

SEED = "Lindmark Parcel"
ANNOUNCED = 21
"""Days after 2026-09-07: Monday 2026-09-28."""

STAFF = """
mira.holt     Routing        Europe/Berlin    -0.5
jonas.varga   Routing        Europe/Berlin    0.5
greta.brandt  Routing        Europe/Berlin    0
pavel.kost    Depot Systems  Europe/Berlin    -1
ayla.demir    Depot Systems  Europe/Berlin    1
tomas.wiik    Depot Systems  Europe/Helsinki  0
noor.haddad   Customer Care  Europe/Berlin    -0.5
sanna.aasen   Customer Care  Europe/Berlin    0
luca.ferrant  Customer Care  Europe/Berlin    0.5
ines.calder   Finance        America/Toronto  0
emil.ostrow   Finance        Europe/Berlin    0
oda.tveit     Finance        Europe/Berlin    -1
"""
"""Person, team, time zone, hours later than nine to five."""

AGENTS = """
mira.holt     route-planner     coding with tickets        claude-code  980  0
mira.holt     review-buddy      code review                gateway      360  0
mira.holt     eval-runner       evaluation run             bedrock      1344 0
jonas.varga   tour-viewer       coding with tickets        claude-code  700  0
jonas.varga   page-polisher     self-refining loop         gateway      1900 0
jonas.varga   night-triage      nightly CI triage          claude-code  784  0
greta.brandt  tariff-engine     coding with tickets        claude-code  860  0
greta.brandt  contract-search   retrieval with sources     bedrock      420  0
greta.brandt  tidy-up           fake tickets and commits   claude-code  620  15
pavel.kost    scan-gateway      coding with tickets        claude-code  760  0
pavel.kost    hub-watch         on-call watch              gateway      4032 0
pavel.kost    gateway-load      load test                  gateway      1280 10
ayla.demir    label-service     coding with tickets        claude-code  640  0
ayla.demir    inbox-digest      empty inbox digest         openclaw     2520 21
ayla.demir    diff-reader       code review                gateway      250  0
ayla.demir    first-steps       new joiner                 gateway      420  14
tomas.wiik    dock-booking      coding with tickets        claude-code  560  0
tomas.wiik    ci-medic          nightly CI triage          gateway      900  0
tomas.wiik    archive-reader    context stuffing           gateway      330  8
tomas.wiik    draft-retry       forgotten loop             gateway      1500 0
noor.haddad   reply-draft       mail drafts                gateway      820  0
noor.haddad   page-translator   batch translation          bedrock      900  0
noor.haddad   handbook-helper   documentation questions    bedrock      760  4
noor.haddad   desk-assistant    heartbeat by default       openclaw     1344 0
sanna.aasen   care-writer       mail drafts                gateway      640  0
sanna.aasen   brainstorm-east   ping-pong                  gateway      1173 21
sanna.aasen   brainstorm-west   ping-pong                  gateway      1173 21
sanna.aasen   claim-labeller    data labelling             gateway      1620 0
luca.ferrant  case-planner      planner, worker and critic gateway      560  0
luca.ferrant  case-worker       planner, worker and critic gateway      560  0
luca.ferrant  case-critic       planner, worker and critic gateway      560  0
luca.ferrant  sentence-smith    premium paraphrase         gateway      540  2
luca.ferrant  claims-portal     coding with tickets        claude-code  520  0
ines.calder   close-helper      month-end reporting        gateway      620  0
ines.calder   policy-search     retrieval with sources     gateway      380  0
emil.ostrow   idea-garden       filler until the target    gateway      1100 21
emil.ostrow   rate-import       coding with tickets        claude-code  440  0
oda.tveit     weekly-wrap       surge before the report    openclaw     560  21
oda.tveit     notes-keeper      meeting notes              openclaw     480  0
oda.tveit     day-planner       heartbeat by default       openclaw     1176 7
"""
"""Person, agent, kind, format, calls, first day."""

UNDELIVERED = """
tomas.wiik    dock-booking      coding with tickets        claude-code  180  35
sanna.aasen   reply-style       coding with tickets        claude-code  108  42
"""
"""Claude Code use without transcripts, as AGENTS."""

REASONS = (
    (12, "a second laptop, whose transcripts were not delivered"),
    (5, "tried Claude Code, and no archive of hers was delivered"),
)
"""Within so many days, and why, in order of UNDELIVERED."""

KIRO = (
    ("pavel.kost", ("KIRO_CLI", "KIRO_IDE"), 26),
    ("ines.calder", ("KIRO_IDE",), 9),
    ("oda.tveit", ("KIRO_IDE",), 14),
)
"""Person, clients, messages a day: a trial of four weeks from the third on."""

GATEWAY_SINCE = 28
"""The day from which greta.brandt's contract-search called Bedrock through a gateway: Monday 2026-10-05."""


def sample() -> Company:
    """The company whose exports lie in `resources/sample/exports`."""
    people = {person.home: person for person in map(_person, STAFF.strip().splitlines())}
    planned = [_plan(people, line) for line in AGENTS.strip().splitlines()]
    return Company(SEED, days=56, announced=ANNOUNCED, planned=planned, beside=_beside(people))


def _beside(people: dict[str, Person]) -> Beside:
    """What is delivered beside the agents' own records."""
    gone = (replace(_plan(people, line), group=f"{line} undelivered") for line in UNDELIVERED.strip().splitlines())
    undelivered = tuple(Undelivered(plan, *reason) for plan, reason in zip(gone, REASONS, strict=True))
    kiro = tuple(KiroUse(people[home], clients, 14, 28, messages) for home, clients, messages in KIRO)
    return Beside(True, undelivered, kiro, (ToldAgain("greta.brandt", "contract-search", GATEWAY_SINCE),))


def _person(line: str) -> Person:
    home, team, zone, shift = re.split(r"\s{2,}", line)
    return Person(home, team, zone, float(shift))


def _plan(people: dict[str, Person], line: str) -> Plan:
    home, name, rest = line.split(None, 2)
    kind, form, calls, since = rest.rsplit(None, 3)
    found = kind_named(kind.strip())
    siblings = ("brainstorm-east", "brainstorm-west"), ("case-planner", "case-worker", "case-critic")
    group = next((names for names in siblings if name in names), ())
    return Plan(
        people[home], name, found, form, int(calls), int(since), "+".join(group), group.index(name) if group else 0
    )
