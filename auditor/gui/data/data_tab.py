"""What every tab of the data screen is."""

from PySide6.QtWidgets import QWidget


class DataTab(QWidget):
    """One tab: made once with `(session, jobs)`, before there is a case; filled by `refresh`."""

    def refresh(self) -> None:
        """Read the case anew (there may be none). Called when the tab comes into view and something changed."""
        raise NotImplementedError

    def leave(self) -> bool:
        """Esc: one step back within the tab; whether there was one."""
        return False
