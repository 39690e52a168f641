"""What stands in a template for the parts of a prompt that change, readable to a person."""

NUMBER, DATE, TIME, MONEY = "‹number›", "‹date›", "‹time›", "‹money›"
ID, ADDRESS, PATH, NAME, QUOTED = "‹id›", "‹address›", "‹path›", "‹name›", "‹text›"
GAP = "‹…›"
"""Anything: left out of a long prompt, or different from member to member of a family."""

OTHER = "‹other prompts›"
"""The template of the family that takes what is like nothing else, once an agent has a thousand families."""

AFTER_NAME, MONTH, WEEKDAY = "\ue000", "\ue001", "\ue002"
"""Marks on words, of Unicode's private use, between the two passes of masking: each is taken away by the second."""

MARKS = str.maketrans("", "", AFTER_NAME + MONTH + WEEKDAY)
"""Takes out of a prompt what would be taken for marks."""
