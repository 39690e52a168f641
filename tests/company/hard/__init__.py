"""Companies that are hard to judge: padding in disguise, honest work that looks guilty, gaps in what is told."""

from tests.company.hard.company import HardCompany, HardTruth, hard_company
from tests.company.hard.disguises import DISGUISES
from tests.company.hard.kinds import KINDS

__all__ = ["DISGUISES", "KINDS", "HardCompany", "HardTruth", "hard_company"]
