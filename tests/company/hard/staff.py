"""The people of Tarnvik Pumps: teams, time zones, habits, and how much of their work they write down."""

from tests.company.dice import Dice
from tests.company.hard.life import ZONES, Facts
from tests.company.hard.vocabulary import TEAMS, Vocabulary
from tests.company.hard.worldly import FIRST, LAST
from tests.company.people import Person

DOMAIN = "tarnvik.example"


def staff(facts: Facts, count: int) -> list[Person]:
    """People of all teams, in several time zones, early and late risers."""
    dice, people = Dice(facts.seed, "hard staff"), dict[str, Person]()
    while len(people) < count:
        home = f"{dice.pick(FIRST)}.{dice.pick(LAST)}".lower()
        team = TEAMS[len(people) % len(TEAMS)].team
        people.setdefault(home, Person(home, team, dice.pick(ZONES), round(dice.random() * 3 - 1.5, 2)))
    return list(people.values())


def email(person: Person) -> str:
    """The address the company's systems know."""
    return f"{person.home}@{DOMAIN}"


def words_of(person: Person) -> Vocabulary:
    """The words of a person's team."""
    return next(words for words in TEAMS if words.team == person.team)


def recording(facts: Facts, person: Person) -> float:
    """How much of what a person finishes comes into a system of record: some hardly ever write anything down."""
    dice = Dice(facts.seed, person.home, "records")
    return 0.15 if dice.chance(0.15) else 0.55 + 0.6 * dice.random()
