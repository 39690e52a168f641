"""Honest work that looks like work: new matters every few days, and something comes of most of them."""

from tests.company.hard.genres.office import LOOKUP, MAIL, NOTES
from tests.company.hard.genres.technical import ANALYSIS, CODING, DESIGN
from tests.company.hard.genres.writing import COPY, STATUS
from tests.company.hard.kind import Flow, Kind, Results
from tests.company.hard.manners import draft
from tests.company.hard.rhythms import office
from tests.company.hard.worldly import WORLD
from tests.company.kind import Size
from tests.company.models import MIDDLE, TOP

CODING_WORK = Kind(
    "coding with tickets",
    False,
    "takes up tickets; branches, commits and merged changes",
    CODING,
    office,
    9,
    Size(14_000, 1_500, 420, cached=True),
    Flow((1, 4)),
    Results(0.75, ("commit", "change merged")),
    models=(MIDDLE, MIDDLE, TOP),
    gap=(8, 420),
)
MAIL_WORK = Kind(
    "mail drafts",
    False,
    "answers to customers and partners, sent after a look",
    MAIL,
    office,
    3,
    Size(1_900, 450, 210),
    Flow((1, 1)),
    Results(0.6, ("ticket closed",), (2, 240)),
)
ANALYSIS_WORK = Kind(
    "data questions",
    False,
    "tables and queries that end in a decision",
    ANALYSIS,
    office,
    5,
    Size(6_000, 1_100, 380),
    Flow((1, 3)),
    Results(0.55, ("report published", "ticket closed"), (20, 900)),
)

PLAIN = (
    CODING_WORK,
    MAIL_WORK,
    ANALYSIS_WORK,
    Kind(
        "drafts of documents",
        False,
        "notes, plans and drawings described, some over weeks",
        DESIGN,
        office,
        6,
        Size(7_500, 1_400, 700),
        Flow((2, 9)),
        Results(0.7, ("page published",), (30, 1400)),
        models=(TOP, MIDDLE),
        manner=draft,
    ),
    Kind(
        "minutes of meetings",
        False,
        "turns notes into pages that others read",
        NOTES,
        office,
        3,
        Size(5_000, 1_000, 420),
        Flow((1, 2)),
        Results(0.65, ("page published",), (5, 120)),
    ),
    Kind(
        "lookup with sources",
        False,
        "asks the archive before deciding",
        LOOKUP,
        office,
        3,
        Size(22_000, 1_800, 260),
        Flow((1, 2)),
        Results(0.5, ("ticket closed",), (10, 500)),
    ),
    Kind(
        "texts for publication",
        False,
        "ideas and texts, of which some are printed",
        COPY,
        office,
        6,
        Size(2_400, 600, 520),
        Flow((1, 4), words=WORLD, share=0.3),
        Results(0.55, ("page published",), (60, 2800)),
    ),
    Kind(
        "overview of projects",
        False,
        "collects what happened, for people who decide",
        STATUS,
        office,
        4,
        Size(9_000, 1_500, 520),
        Flow((1, 3)),
        Results(0.5, ("report published",), (20, 600)),
    ),
)
