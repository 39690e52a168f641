"""An invented company's AI usage for tests, benchmarks and the sample: `Company`, its truth, and its export files.

What else such a company delivers (vendors' sums, calls told again) is an option of `Company`: see `beside`.
"""

from tests.company.company import Company, Truth, write_gateway_csv
from tests.company.kinds import KINDS
from tests.company.sample import sample

__all__ = ["KINDS", "Company", "Truth", "sample", "write_gateway_csv"]
