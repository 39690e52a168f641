"""The families of an agent's templates: joined in two rounds, and named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.families.joining import STILL_ALIKE, Joined, Step, joined, nothing
from auditor.families.naming import LOOKED_AT, shown_template


@dataclass(frozen=True, slots=True)
class Found:
    """`names` by family, the family of each template; `first` and `second` are the rounds in which they joined."""

    names: tuple[str, ...]
    of_template: Mapping[str, int]
    first: Joined
    second: Sequence[int]

    def place(self, template: str) -> int | None:
        """The family of a template that was not among them; None if it is like none."""
        family = self.first.place(template)
        return None if family is None else self.second[family]


def families_of_templates(weights: Mapping[str, int], step: Step = nothing) -> Found:
    """Families of templates, given with their weights.

    The second round joins families by what all their members have in common: in the first one, a member is compared
    with one other only, and may differ from it in each of its slots.
    """
    first, of_first = joined(weights, step)
    order = sorted(weights, key=lambda one: (-weights[one], one))
    members = _members(order, of_first, first.leaders)
    names = [shown_template(leader, others) for leader, others in zip(first.leaders, members, strict=True)]
    heavy: dict[str, int] = {}
    for template, family in of_first.items():
        heavy[names[family]] = heavy.get(names[family], 0) + weights[template]
    again, of_name = joined(heavy, step, STILL_ALIKE)
    second = [of_name[name] for name in names]
    of_template = {template: second[family] for template, family in of_first.items()}
    return Found(tuple(_renamed(again, second, order, of_template)), of_template, first, second)


def _members(order: Sequence[str], families: Mapping[str, int], leaders: Sequence[str]) -> list[list[str]]:
    """The most frequent members of each family but its leader."""
    members: list[list[str]] = [[] for _ in leaders]
    for template in order:
        family = families[template]
        if len(members[family]) < LOOKED_AT and template != leaders[family]:
            members[family].append(template)
    return members


def _renamed(again: Joined, second: Sequence[int], order: Sequence[str], of_template: Mapping[str, int]) -> list[str]:
    """Families of the second round keep their name, unless they were joined: then by all their members."""
    came_from = Counter(second)
    joins = [came_from[family] > 1 for family in range(len(again.leaders))]
    if not any(joins):
        return list(again.leaders)
    leaders: dict[int, str] = {}
    for template in order:
        leaders.setdefault(of_template[template], template)
    members = _members(order, of_template, [leaders[family] for family in range(len(again.leaders))])
    return [
        shown_template(leaders[family], members[family]) if joins[family] else name
        for family, name in enumerate(again.leaders)
    ]
