"""What every Claude Code telemetry record tells: its attributes, whose it is, its counts."""

from auditor.importers.telemetry.otlp_values import nano_time, text
from auditor.importers.values.quantities import Unreadable, count
from auditor.importers.values.times import utc_time

Attributes = dict[str, object]

PERSONS = ("user.email", "user.account_uuid", "enduser.id", "user.id")
"""From the name people know to the hash of an installation."""

TEAMS = ("team.id", "team", "team.name", "department")
"""What companies add by OTEL_RESOURCE_ATTRIBUTES."""


def first_text(attributes: Attributes, names: tuple[str, ...]) -> str | None:
    """The first of the attributes that is told."""
    return next((value for name in names if (value := text(attributes.get(name)))), None)


def whole(attributes: Attributes, name: str) -> int | None:
    """A count, which may be written as a string or with a decimal point; None where not told. Raises Unreadable."""
    value = attributes.get(name)
    if value is None:
        return None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise Unreadable(f"{name} is not a whole number")
    return count(str(value), name)


def time_of(*told: object) -> int:
    """The first time that is told, in nanoseconds or written out, as microseconds. Raises Unreadable."""
    for value in told:
        if isinstance(value, str) and not value.isdecimal() and value:
            return utc_time(value)
        if (at := nano_time(value)) is not None:
            return at
    raise Unreadable("no time")
