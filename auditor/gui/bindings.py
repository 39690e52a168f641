"""Which key does what: the commands that act on the review screen, and the shortcuts of all commands."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from auditor.gui.commands import COMMANDS, EVERYWHERE
from auditor.gui.review.review_screen import ReviewScreen
from auditor.records import Label

Handlers = Mapping[str, Callable[[], object]]
ZOOM_STEP, PAN_STEP = 2.0, 0.25


def review_handlers(review: ReviewScreen) -> Handlers:
    """What the commands of the review screen do, by name."""
    verdict, timeline = review.verdict, review.timeline
    return {
        "next_agent": lambda: review.queue.step(1),
        "previous_agent": lambda: review.queue.step(-1),
        "filter_queue": review.queue.filter.setFocus,
        "label_useful": lambda: verdict.choose(Label.USEFUL),
        "label_padding": lambda: verdict.choose(Label.PADDING),
        "label_inconclusive": lambda: verdict.choose(Label.INCONCLUSIVE),
        **{f"reason_{n}": (lambda n=n: verdict.toggle_reason(n)) for n in range(1, 10)},
        "confidence": verdict.step_confidence,
        "note": verdict.note.setFocus,
        "pin": review.pin,
        "undo": review.undo,
        "sealed": review.set_sealed_look,
        "learning": review.set_learning,
        "known": review.say_what_is_known,
        "zoom_in": lambda: review.moving.zoom(ZOOM_STEP),
        "zoom_out": lambda: review.moving.zoom(1 / ZOOM_STEP),
        "pan_left": lambda: review.moving.pan(-PAN_STEP),
        "pan_right": lambda: review.moving.pan(PAN_STEP),
        "fit": lambda: review.moving.fit(),
        "view_back": lambda: review.moving.back(),
        "view_forward": lambda: review.moving.forward(),
        "previous_event": lambda: review.moving.previous_event(),
        "next_event": lambda: review.moving.next_event(),
        "previous_span": timeline.previous_span,
        "next_span": timeline.next_span,
        "tint": lambda: timeline.set_tinted(not timeline.tinted),
        "lanes": review.tools.open_lanes,
        "toggle_log": lambda: review.chart.set_log(not review.chart.log),
        "switch_zone": review.chart.next_clock,
        "compare": lambda: review.compare("agent"),
        "compare_date": lambda: review.compare("date"),
        "compare_person": lambda: review.compare("person"),
        "dates": review.enter_dates,
        "search_text": review.search_text,
        "only_this": lambda: review.requests.filter_cell(keep=True),
        "without_this": lambda: review.requests.filter_cell(keep=False),
        "next_hit": lambda: review.requests.next_hit(),
        "previous_hit": lambda: review.requests.next_hit(-1),
        "copy_picture": lambda: review.copying.copy_picture(),
        "copy_numbers": lambda: review.copying.copy_numbers(),
    }


def bind(window: QWidget, handlers: Handlers) -> list[QShortcut]:
    """A shortcut for each key of each command; returns those that act on the review screen only."""
    review_keys: list[QShortcut] = []
    for command in COMMANDS:
        for keys in command.keys.split("  "):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(handlers[command.name])
            if command.place != EVERYWHERE:
                review_keys.append(shortcut)
    return review_keys
