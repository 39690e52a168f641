"""The invented company's vocabulary: places and customers, subjects of work, and what a session is about."""

from dataclasses import dataclass

from tests.company.dice import Dice

HEADS_TEXT = """
Bren Tav Kol Mer Ost Vin Hal Rud Sel Dor Gram Lys Pel Quar Stro Wes Fen Jor Nad Ul Kess Brom Thal
Ild
"""
MIDDLES_TEXT = """a e i o u ar en il or un ess im"""
TAILS_TEXT = """holt vik mund sted berg lin rup mark gard dal sen ton wick feld mora brook"""
HEADS, MIDDLES, TAILS = (HEADS_TEXT.split(), MIDDLES_TEXT.split(), TAILS_TEXT.split())
THINGS = {
    "Routing": ("tour split", "stop order", "toll matrix", "late window", "depot handover", "vehicle mix", "geofence"),
    "Depot Systems": (
        "label printer",
        "sorter lane",
        "scan gap",
        "dock booking",
        "pallet count",
        "belt alarm",
        "badge reader",
    ),
    "Customer Care": (
        "lost parcel",
        "redelivery",
        "address change",
        "customs form",
        "refund",
        "pickup slot",
        "proof of delivery",
    ),
    "Finance": (
        "fuel surcharge",
        "invoice run",
        "accrual",
        "carrier rebate",
        "cost centre",
        "credit note",
        "month close",
    ),
}
PREFIX = {"Routing": "RT", "Depot Systems": "DS", "Customer Care": "CC", "Finance": "FI"}
VERBS = ("merge", "split", "parse", "rank", "retry", "match", "price", "load", "check", "trim", "group", "plan")
NOUNS = (
    "stops",
    "tours",
    "labels",
    "scans",
    "windows",
    "slots",
    "rates",
    "pallets",
    "zones",
    "lanes",
    "claims",
    "drafts",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a session is about: `reference` is its ticket, `name` an invented place or customer, `code` a function."""

    reference: str
    thing: str
    name: str
    code: str

    @property
    def subject(self) -> str:
        """In a few words."""
        return f"{self.thing} for {self.name}"


def proper_name(dice: Dice) -> str:
    """An invented place or customer."""
    return dice.pick(HEADS) + dice.pick(MIDDLES) + dice.pick(TAILS)


def topics(dice: Dice, team: str, count: int) -> list[Topic]:
    """`count` topics of a team, tickets rising with time."""
    ticket, found = dice.between(400, 5200), []
    for _ in range(count):
        ticket += dice.between(1, 7)
        code = f"{dice.pick(VERBS)}_{dice.pick(NOUNS)}_{dice.pick(NOUNS)}"
        found.append(Topic(f"{PREFIX[team]}-{ticket}", dice.pick(THINGS[team]), proper_name(dice), code))
    return found
