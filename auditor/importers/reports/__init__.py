"""Sums that vendors report: never added to calls, held against them."""
