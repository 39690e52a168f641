"""What a person is told when something cannot be done, and what she can do about it."""


class AuditorError(Exception):
    """A failure a person can mend: `message` says what happened and where, `hint` what to do.

    Anything else that is raised is our bug and travels to the exception hook with its traceback.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class CaseError(AuditorError):
    """The case file cannot be opened, read or written."""


class ImportFailed(AuditorError):
    """An export file cannot be imported; nothing of it is in the case."""


class NotRecognised(ImportFailed):
    """No importer knows the file: in a folder of exports that is usual, a file given by name it is not."""


class PassedOver(NotRecognised):
    """A file that belongs to a known format but tells no use of its own: a registry, a companion read with another."""


class ReviewError(AuditorError):
    """A verdict that cannot be given as asked."""


class Cancelled(Exception):
    """The person stopped the work. Not an error: nothing is shown for it."""
