"""One prompt family: how much of the use it is, its template, an example, and what differs between two members."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.figures import counted, money, short, whole
from auditor.gui.pieces import button, column, link, panel, row, text
from auditor.gui.requests.cells import when
from auditor.gui.requests.differences import changed
from auditor.gui.requests.groups_model import GroupsModel, percent
from auditor.gui.requests.marked_page import MarkedPage, Section
from auditor.gui.requests.requests_model import NOTHING
from auditor.gui.theme import LIGHT, Theme
from auditor.records import UNKNOWN, Request
from auditor.table.columns import Rows


class FamilyPanel(QWidget):
    """Shown while requests are grouped by family; its members are compared with the first one, one after the other."""

    closed = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self._case: CaseFile | None = None
        self._members: Rows = NOTHING
        self._model: GroupsModel | None = None
        self._row = self._second = 0
        self._title = text("", "title")
        self._facts = text("", "small", wrap=True)
        self._compared = text("", "small", wrap=True)
        self._next = button("Next member", self.next_member, tip="Compare another request with the first")
        self.page = MarkedPage("Template, example and what differs between two members")
        head = panel("readerhead", row(self._title, None, link("close", self.closed.emit)))
        open_ = button("Open its requests", self.opened.emit)
        self.setLayout(
            column(
                head, self._facts, panel("familykeys", row(open_, self._next, None)), self._compared, self.page,
                spacing=5, margins=(16, 8, 12, 8),
            )
        )  # fmt: skip

    def show_family(self, case: CaseFile, model: GroupsModel, at: int, members: Rows) -> None:
        """The family of a row of groups; `members` are the ids of its events, in order of time."""
        self._case, self._model, self._row, self._members = case, model, at, members
        self._second = min(1, len(members) - 1)
        self._next.setEnabled(len(members) > 2)
        self._show()

    def next_member(self) -> None:
        """Compare the next request with the first one; after the last, the second again."""
        self._second = 1 + self._second % (len(self._members) - 1)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.theme = theme
        self._show()

    def _show(self) -> None:
        model, case = self._model, self._case
        if model is None or case is None or not len(self._members) or model.groups is None or model.activity is None:
            return
        number = int(model.groups.key[model.group_at(self._row)])
        self._title.setText(
            f"Family {name}"
            if number != UNKNOWN and (name := model.name_of(self._row)) != "other"
            else model.name_of(self._row).capitalize()
        )
        self._facts.setText(" · ".join(_facts(model, self._row)))
        first, second = (case.events.request(int(self._members[place])) for place in (0, self._second))
        alone = self._second == 0
        of_all = f"{self._second + 1:,} of {len(self._members):,}"
        self._compared.setText(f"Member {of_all} beside the first · grey: the same · bright: different")
        self._compared.setVisible(not alone)
        template = [Section("TEMPLATE", model.activity.families[number])] if number != UNKNOWN else []
        members = [Section("EXAMPLE", first.prompt)] if alone else self._members_compared(first, second)
        self.page.show_sections([*template, *members], self.theme)

    def _members_compared(self, first: Request, second: Request) -> list[Section]:
        """Both prompts, grey where they are the same."""
        assert self._model
        one, other = first.prompt or "", second.prompt or ""
        times = [when(request.at, self._model.zone) for request in (first, second)]
        return [
            Section(f"EXAMPLE, {times[0]}", first.prompt, changed(one, other)),
            Section(f"MEMBER {self._second + 1:,}, {times[1]}", second.prompt, changed(other, one)),
        ]


def _facts(model: GroupsModel, at: int) -> list[str]:
    assert model.groups and model.activity
    groups, place = model.groups, model.group_at(at)
    first, last = (when(int(model.activity.at[end[place]]), model.zone) for end in (groups.first, groups.last))
    share, cost = groups.share_of_tokens(place), groups.told["cost"][place]
    count = counted(int(groups.count[place]), "request")
    told = [
        f"{count}, {percent(groups.share(place))} of {whole(groups.events)} shown",
        f"{short(groups.tokens_of(place))} tokens" + ("" if share is None else f", {percent(share)}"),
        money(int(groups.sums["cost"][place])) if cost else "",
        first if first == last else f"{first} – {last}",
    ]
    return [fact for fact in told if fact]
