"""Every command of the window with its keys: the one list behind shortcuts, the keys overlay and `auditor keys`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is what code calls it; `keys` a Qt key sequence (several separated by two spaces); `place` where it works.

    Letters never act while a text field has the focus.
    """

    name: str
    title: str
    keys: str
    place: str


EVERYWHERE, REVIEW, TIMELINE, VERDICT = "everywhere", "review", "timeline", "verdict"

COMMANDS = (
    Command("next_agent", "Next agent", "J", REVIEW),
    Command("previous_agent", "Previous agent", "K", REVIEW),
    Command("filter_queue", "Filter the queue", "/", REVIEW),
    Command("toggle_names", "Show or hide names", "H", REVIEW),
    Command("label_useful", "Useful", "U", VERDICT),
    Command("label_padding", "Padding", "P", VERDICT),
    Command("label_inconclusive", "Inconclusive", "I", VERDICT),
    *(Command(f"reason_{n}", f"Reason {n}", str(n), VERDICT) for n in range(1, 10)),
    Command("confidence", "Confidence: unsure, fairly sure, sure", "C", VERDICT),
    Command("note", "Write the note", "M", VERDICT),
    Command("pin", "Pin the selection, or what is in view, as an exhibit", "E", VERDICT),
    Command("save", "Save the verdict, next agent", "Return  Enter  Ctrl+Return", VERDICT),
    Command("undo", "Take the last verdict back", "Ctrl+Z", VERDICT),
    Command("sealed", "Sealed look: agents judged without evidence first", "Shift+S", REVIEW),
    Command("learning", "Let weights move with this case's verdicts", "Shift+L", REVIEW),
    Command("known", "What you know of this agent: its rhythm, that it is harmless", "Shift+K", REVIEW),
    Command("zoom_in", "Zoom in", "W", TIMELINE),
    Command("zoom_out", "Zoom out", "S", TIMELINE),
    Command("pan_left", "Earlier", "A", TIMELINE),
    Command("pan_right", "Later", "D", TIMELINE),
    Command("fit", "Whole period", "F", TIMELINE),
    Command("previous_event", "Previous request", ",", TIMELINE),
    Command("next_event", "Next request", ".", TIMELINE),
    Command("view_back", "The view before", "Alt+Left", TIMELINE),
    Command("view_forward", "The view you came back from", "Alt+Right", TIMELINE),
    Command("previous_span", "Previous finding or exhibit", "[", TIMELINE),
    Command("next_span", "Next finding or exhibit", "]", TIMELINE),
    Command("tint", "Tint what findings and exhibits speak of", "T", TIMELINE),
    Command("lanes", "Choose and order the lanes", "G", TIMELINE),
    Command("toggle_log", "Linear or logarithmic tokens", "L", TIMELINE),
    Command("switch_zone", "Times on the people's clocks, in UTC, on this computer's", "Z", TIMELINE),
    Command("compare", "Compare with another agent", "B", TIMELINE),
    Command("compare_date", "Compare before and after a date", "Shift+B", TIMELINE),
    Command("compare_person", "All agents of this person", "O", TIMELINE),
    Command("dates", "Dates of the target, to be marked", "Shift+D", TIMELINE),
    Command("copy_picture", "Copy the picture of the timeline", "Ctrl+Shift+C", TIMELINE),
    Command("copy_numbers", "Copy the numbers in view", "Ctrl+Alt+C", TIMELINE),
    Command("search_text", "Search prompts and responses", "Ctrl+F", REVIEW),
    Command("only_this", "Only requests with this (the current cell)", "+", REVIEW),
    Command("without_this", "Without requests with this", "-", REVIEW),
    Command("next_hit", "Next request found", "F3", REVIEW),
    Command("previous_hit", "Previous request found", "Shift+F3", REVIEW),
    Command("clear_selection", "Leave: selection, text field, panel", "Esc", EVERYWHERE),
    Command("import", "Import files", "Ctrl+I", EVERYWHERE),
    Command("data", "Data: sources, sums, who is who; again: its next tab", "Ctrl+T", EVERYWHERE),
    Command("export", "Export labelled datasets", "Ctrl+E", EVERYWHERE),
    Command("new_case", "New case", "Ctrl+N", EVERYWHERE),
    Command("open_case", "Open a case", "Ctrl+O", EVERYWHERE),
    Command("dark", "Light or dark", "Ctrl+D", EVERYWHERE),
    Command("keys", "Show the keys", "?", EVERYWHERE),
    Command("quit", "Close the window", "Ctrl+Q", EVERYWHERE),
)


def keys_of(name: str) -> str:
    """The first key of a command, for a label beside it. Raises StopIteration for an unknown name."""
    return next(command.keys.split("  ")[0] for command in COMMANDS if command.name == name)
