"""The models people use here, dearest first, and what a token costs."""

TOP, MIDDLE, SMALL = "claude-opus-4-6", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001"
PRICES = {TOP: (500, 50, 625, 2500), MIDDLE: (300, 30, 375, 1500), SMALL: (100, 10, 125, 500)}
"""Hundredths of micro-dollars a token: fresh input, cache read, cache creation, output."""

NEWER = {TOP: "claude-opus-4-8", MIDDLE: "claude-sonnet-4-6"}
"""What Claude Code calls instead, at the same prices: it is always current, while gateways wait for an approval."""
