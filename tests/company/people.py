"""The people of an invented company: name, home folder, e-mail, team, time zone, and how early they rise."""

from dataclasses import dataclass

from tests.company.dice import Dice

DOMAIN = "lindmark.example"
TEAMS = ("Routing", "Depot Systems", "Customer Care", "Finance")
FIRST_TEXT = """
Mira Jonas Ayla Pavel Greta Tomas Noor Emil Sanna Luca Ines Bela Karim Oda Felix Runa Milan Thea
Anton Zoe
"""
LAST_TEXT = """
Holt Varga Demir Kost Lindqvist Brandt Haddad Ostrow Wiik Ferrant Calder Nagy Sabry Tveit Morgen
Aasen Petrov Rask Wenzel Amado
"""
FIRST, LAST = (FIRST_TEXT.split(), LAST_TEXT.split())


@dataclass(frozen=True, slots=True)
class Person:
    """One employee. `home` is the folder name and the e-mail's local part; `shift` hours later than nine to five."""

    home: str
    team: str
    zone: str = "Europe/Berlin"
    shift: float = 0.0

    @property
    def email(self) -> str:
        """The address gateways and identity providers know."""
        return f"{self.home}@{DOMAIN}"

    @property
    def name(self) -> str:
        """As it stands in commits."""
        return self.home.replace(".", " ").title()


def staff(count: int, seed: object) -> tuple[Person, ...]:
    """`count` people, most of them in Berlin."""
    dice = Dice(seed, "staff")
    return tuple(_person(number, dice) for number in range(count))


def _person(number: int, dice: Dice) -> Person:
    turn, place = divmod(number, len(FIRST))
    home = f"{FIRST[place]}.{LAST[(place + turn) % len(LAST)]}".lower() + (str(turn // 20) if turn >= 20 else "")
    zone = "Europe/Helsinki" if number % 12 == 5 else "America/Toronto" if number % 12 == 9 else "Europe/Berlin"
    return Person(home, TEAMS[number % len(TEAMS)], zone, round(dice.random() * 3 - 1.5, 2))
