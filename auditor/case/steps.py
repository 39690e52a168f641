"""All steps from an empty file to today's case, in order: importing a module is what registers its step."""

from auditor.case import m003_sums, m004_identity, m005_money, m006_columns, m007_search, m008_evidence
from auditor.case.schema import migrations

__all__ = ["LATER", "migrations"]

LATER = (m003_sums, m004_identity, m005_money, m006_columns, m007_search, m008_evidence)
"""Steps after the first release, one module each: a released step is never edited."""
