"""The field for a reason: what is said of an agent is never said without one."""

from PySide6.QtWidgets import QLineEdit


def reason_line(name: str) -> QLineEdit:
    """A line of text with this accessible name."""
    made = QLineEdit(placeholderText="a reason that can be defended later")
    made.setAccessibleName(name)
    return made
