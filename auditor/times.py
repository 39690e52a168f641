"""Microseconds UTC to ISO 8601 and back."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def timedelta_of(micros: int) -> timedelta:
    """A span of so many microseconds."""
    return timedelta(microseconds=micros)


def iso(micros: int) -> str:
    """`2026-10-29T12:00:04Z`, with a fraction only where there is one."""
    return (EPOCH + timedelta_of(micros)).isoformat().replace("+00:00", "Z")


def from_iso(text: str) -> int:
    """Microseconds UTC of an ISO 8601 time; one without a zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH) // timedelta(microseconds=1)
