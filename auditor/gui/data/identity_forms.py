"""What can be done with what is chosen: one agent, several agents, one person, several persons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.data.identity_action import Action, Work, name_field
from auditor.gui.data.identity_data import Known, sums_of
from auditor.gui.data.identity_words import Names, figures, listed, verdicts_kept
from auditor.gui.elided import Elided
from auditor.gui.figures import counted
from auditor.gui.importing.choice import Choice
from auditor.gui.pieces import column, text
from auditor.identity import join_persons, merge_agents, move_agent, rename_agent, rename_person
from auditor.records import Agent, Person

NEW = "new"
MOST = 8
"""Agents or persons listed one by one."""


class Form(QWidget):
    """`wanted` carries a title, the work, and the action beside which an error stands."""

    wanted = Signal(str, object, object)

    def __init__(self, known: Known, names: Names) -> None:
        super().__init__()
        self.known, self.names = known, names
        self.lines = column(spacing=16)
        self.setLayout(self.lines)

    def head(self, title: str, *words: str) -> None:
        """What is chosen."""
        head = column(Elided(title, "h2"), *(text(line, "muted", wrap=True) for line in words if line), spacing=4)
        self.lines.addLayout(head)

    def ask(self, title: str, action: Action, work: Work) -> None:
        """Have something done."""
        self.wanted.emit(title, work, action)


class AgentForm(Form):
    """One agent: call it otherwise, or say whose it is."""

    def __init__(self, known: Known, names: Names, agent: Agent) -> None:
        super().__init__(known, names)
        self.agent = agent
        self.head(agent.name, f"{names.person(agent.person_id)} · {figures(sums_of([agent]))}", _judged(agent))
        self.name = name_field("Name of the agent", self.rename, agent.name)
        self.renaming = Action("NAME", self.name, words="Rename", pressed=self.rename)
        others = sorted((person for person in known.persons if person != agent.person_id), key=names.person)
        options = [(str(person), names.person(person)) for person in others]
        self.person = Choice("Whose agent it is", [*options, (NEW, "a new person…")])
        self.new_person = name_field("Name of the new person", self.move_to, hint="Name of the new person")
        self.moving = Action("MOVE TO ANOTHER PERSON", self.person, self.new_person, words="Move", pressed=self.move_to)
        self.person.currentIndexChanged.connect(lambda _: self._offer_name())
        self._offer_name()
        self.lines.addWidget(self.renaming)
        self.lines.addWidget(self.moving)

    def rename(self) -> None:
        """Call it what stands in the field."""
        agent, name = self.agent.id, self.name.text()
        self.ask("Renaming the agent", self.renaming, lambda case: rename_agent(case, agent, name))

    def move_to(self) -> None:
        """Make it the chosen person's."""
        agent, value = self.agent.id, self.person.value
        person = self.new_person.text() if value == NEW else int(value)
        self.ask("Moving the agent", self.moving, lambda case: move_agent(case, agent, person))

    def _offer_name(self) -> None:
        self.new_person.setVisible(self.person.value == NEW)


class AgentsForm(Form):
    """Several agents: make them one."""

    def __init__(self, known: Known, names: Names, agents: Sequence[Agent]) -> None:
        super().__init__(known, names)
        self.agents = list(agents)
        told = [f"{agent.name} · {figures(sums_of([agent]))}" for agent in self.agents]
        self.head(counted(len(told), "agent"), *_some(told), f"Together {figures(sums_of(self.agents))}")
        self.into = Choice("Which one they become", [(str(agent.id), agent.name) for agent in self.agents])
        self.merging = Action(
            *("THEY ARE ONE AGENT, CALLED", self.into),
            words=f"Merge {len(self.agents)} agents",
            pressed=self.merge,
            note="Use, outcomes and later imports of all count for this one. It can be undone.",
        )
        self.kept = text("", "notice", wrap=True, name="What happens to verdicts")
        self.into.currentIndexChanged.connect(lambda _: self._say())
        self.lines.addWidget(self.merging)
        self.lines.addWidget(self.kept)
        self._say()
        people = {agent.person_id for agent in self.agents}
        if len(people) > 1:
            whose = listed([names.person(person) for person in sorted(people)])
            self.merging.tell(f"They are of {whose}. Join these persons first, or move an agent.")

    def merge(self) -> None:
        """Make them the chosen one."""
        agents, into = [agent.id for agent in self.agents], int(self.into.value)
        self.ask("Merging agents", self.merging, lambda case: merge_agents(case, agents, into))

    def _say(self) -> None:
        into = next(agent for agent in self.agents if str(agent.id) == self.into.value)
        words = verdicts_kept(self.agents, into)
        self.kept.setText("\n".join(words))
        self.kept.setVisible(bool(words))


class PersonForm(Form):
    """One person: what the sources call her, and what to call her here."""

    def __init__(self, known: Known, names: Names, person: Person) -> None:
        super().__init__(known, names)
        self.person = person
        agents = known.agents_of(person.id)
        told = f"The sources call this person {listed(list(person.names))}." if person.names else ""
        hidden = f"{counted(len(person.names), 'name')} in the sources, hidden." if person.names else ""
        use = (
            f"{counted(len(agents), 'agent')} · {figures(sums_of(agents))}" if agents else "No agents: other data only."
        )
        self.head(names.person(person.id), use, told if names.shown else hidden)
        self.name = name_field("Name of the person", self.rename, person.name if names.shown else "", "New name")
        note = f"{person.alias} stays the alias; the name is seen while names are shown."
        self.renaming = Action("NAME", self.name, words="Rename", pressed=self.rename, note=note)
        self.lines.addWidget(self.renaming)

    def rename(self) -> None:
        """Call the person what stands in the field."""
        person, name = self.person.id, self.name.text()
        self.ask("Renaming the person", self.renaming, lambda case: rename_person(case, person, name))


class PersonsForm(Form):
    """Several persons: say that they are one."""

    def __init__(self, known: Known, names: Names, persons: Sequence[Person]) -> None:
        super().__init__(known, names)
        self.persons = list(persons)
        told = [f"{names.person(one.id)} · {figures(sums_of(known.agents_of(one.id)))}" for one in self.persons]
        self.head(counted(len(told), "person"), *_some(told))
        self.into = Choice("Who they are", [(str(person.id), names.person(person.id)) for person in self.persons])
        self.joining = Action(
            *("THEY ARE ONE PERSON", self.into),
            words=f"Join {len(self.persons)} persons",
            pressed=self.join,
            note="Their agents stay apart until you merge them. It can be undone.",
        )
        self.lines.addWidget(self.joining)

    def join(self) -> None:
        """Make them the chosen one."""
        persons, into = [person.id for person in self.persons], int(self.into.value)
        self.ask("Joining persons", self.joining, lambda case: join_persons(case, persons, into))


def _judged(agent: Agent) -> str:
    if not agent.reviewers:
        return ""
    return f"Judged by {listed(list(agent.reviewers))}. What is changed here leaves the verdict as it is."


def _some(told: list[str]) -> list[str]:
    return told if len(told) <= MOST else [*told[:MOST], f"and {len(told) - MOST} more"]
