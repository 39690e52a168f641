"""How a label looks: a glyph and a word beside its colour."""

from auditor.records import Label

GLYPHS: dict[Label | None, str] = {
    Label.USEFUL: "●",
    Label.PADDING: "◆",
    Label.INCONCLUSIVE: "◐",
    None: "○",
}
WORDS: dict[Label | None, str] = {
    Label.USEFUL: "useful",
    Label.PADDING: "token-padding",
    Label.INCONCLUSIVE: "inconclusive",
    None: "to review",
}
TOKENS: dict[Label | None, str] = {
    Label.USEFUL: "useful",
    Label.PADDING: "padding",
    Label.INCONCLUSIVE: "inconclusive",
    None: "muted",
}
"""The theme token of each label's colour."""
