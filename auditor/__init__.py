"""auditor: which AI agents do useful work, and which only burn tokens. A person decides; the program shows."""

__version__ = "0.1.0"
