"""What stands in place of the requests table when it has no rows, and what to do then."""

from auditor.gui.requests.searching import Found


def why_empty(*, agent: bool, activity: int | None, span: bool, found: Found, filters: int) -> str:
    """`activity`: how many requests the agent has; None while they are not read. `agent`: whether one is chosen."""
    if activity is None:
        return "Its requests appear here as soon as they are read." if agent else "Choose an agent in the queue."
    if not activity:
        return "This agent has no counted requests."
    if found.problem:
        return found.problem
    if found.words and found.texts is None:
        return f"Searching for “{found.words}”… {found.notice}"
    where = "the selected stretch" if span else "its prompts and responses"
    if found.words:
        also = " with these filters" if filters else ""
        return f"“{found.words}” does not occur in {where}{also}. Search for less, or remove the search above."
    if filters:
        return "No request passes these filters. Remove one of them above."
    return "No requests in the selected stretch. Select another one, or none (Esc)."
