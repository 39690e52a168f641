"""Kiro's user reports: one CSV a client and day, in one archive. Credits and messages; Kiro tells no tokens."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.company.archive import put, zipped
from tests.company.beside import KiroUse
from tests.company.dice import Dice

PATH = "usage-reports/kiro_user_reports.zip"
ACCOUNT, REGION = "482910736655", "eu-central-1"
DIRECTORY = "d-9967a0c41b"
MODELS = ("auto", "claude_sonnet_4.6")
HEADER = (
    "Date", "UserId", "Client_Type", "Chat_Conversations", "Credits_Used", "Overage_Cap", "Overage_Credits_Used",
    "Overage_Enabled", "ProfileId", "Subscription_Tier", "Total_Messages", "New_User", "User_Email", "Usage_Limit",
)  # fmt: skip


class Day(NamedTuple):
    """What one person used by one client on one day; `messages` by model."""

    day: date
    client: str
    user: str
    email: str
    microcredits: int
    messages: tuple[int, ...]
    conversations: int
    first: bool


def days(use: KiroUse, first: date, seed: object) -> Iterator[Day]:
    """The working days of one person's use; `first` is the company's first day."""
    dice = Dice(seed, use.person.home, "kiro")
    user = dice.uuid()
    new = True
    for number in range(use.since, use.since + use.days):
        day = first + timedelta(days=number)
        for client in use.clients:
            if day.weekday() > 4 or dice.chance(0.15):
                continue
            total = max(1, int(use.messages * (0.4 + 1.2 * dice.random())))
            auto = int(total * dice.random())
            credits = total * dice.between(180_000, 2_600_000) + dice.between(0, 999_999)
            yield Day(
                *(day, client, user, use.person.email, credits, (auto, total - auto)),
                *(max(1, total // dice.between(3, 9)), new),
            )
            new = False


def write(folder: Path, uses: Sequence[KiroUse], first: date, seed: object) -> None:
    """The reports of all clients and days with use."""
    reports: dict[tuple[date, str], list[Day]] = defaultdict(list)
    for use in uses:
        for day in days(use, first, seed):
            reports[day.day, day.client].append(day)
    put(folder / PATH, zipped({_name(*key): _table(rows) for key, rows in reports.items()}))


def _name(day: date, client: str) -> str:
    folder = f"AWSLogs/{ACCOUNT}/KiroLogs/user_report/{REGION}/{day:%Y/%m/%d}/00"
    return f"{folder}/{client}_{ACCOUNT}_user_report_{day:%Y%m%d}0000.csv"


def _table(rows: Sequence[Day]) -> bytes:
    """One report: a column for each model that somebody used that day."""
    used = [place for place in range(len(MODELS)) if any(row.messages[place] for row in rows)]
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow((*HEADER, *(f"{MODELS[place]}_messages" for place in used)))
    for row in rows:
        whole, rest = divmod(row.microcredits, 1_000_000)
        table.writerow((
            *(row.day.isoformat(), f"{DIRECTORY}.{row.user}", row.client, row.conversations, f"{whole}.{rest:06d}"),
            *("1000.0", "0.0", "false", f"arn:aws:codewhisperer:{REGION}:{ACCOUNT}:profile/LINDMARK", "PRO"),
            *(sum(row.messages), str(row.first).lower(), row.email, 1000),
            *(row.messages[place] for place in used),
        ))  # fmt: skip
    return out.getvalue().encode()
