"""A choice of time zones that is searched by typing any part of a name."""

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QComboBox, QCompleter


@cache
def zone_names() -> tuple[str, ...]:
    """All IANA names with a place or plain UTC, sorted."""
    old = ("posix/", "right/", "SystemV/", "localtime", "Factory", "posixrules")
    return tuple(sorted(name for name in available_timezones() if not name.startswith(old)))


def system_zone() -> str:
    """This computer's time zone, UTC if it does not tell."""
    told = bytes(QTimeZone.systemTimeZoneId().data()).decode(errors="replace")
    return told if told in zone_names() and told != "Etc/UTC" else "UTC"


class ZoneBox(QComboBox):
    """Holds a time zone; starts with the system's."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(zone_names())
        self.setAccessibleName("Time zone of the people audited")
        self.setMaxVisibleItems(12)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setCurrentText(system_zone())

    @property
    def zone(self) -> str | None:
        """The zone chosen, None while what stands there is not the name of one."""
        name = self.currentText().strip()
        return name if name in zone_names() else None
