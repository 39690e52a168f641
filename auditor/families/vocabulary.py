"""Words by which masking knows dates and names, English and German; and words that say nothing of what is asked."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    "january february march april may june july august september october november december"
    " januar februar märz mai juni juli oktober dezember"
    " jan feb mar apr jun jul aug sep sept oct nov dec jän mär okt dez"
)
WEEKDAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
)
AMBIGUOUS = _words(
    "may march mai jan mar jun dec dez sep nov apr august jul mon tue wed thu fri sat sun mo di mi do sa so"
)
"""Words and names too: dates only beside a number."""

BEFORE_NAMES = _words(
    "for at from to by with between near via dear hi hello hey mr mrs ms dr mr. mrs. ms. dr. customer client user"
    " employee colleague named called contact regards cheers thanks herr herrn frau kunde kundin liebe lieber hallo"
    " firma grüße gruß mitarbeiter mitarbeiterin"
)
"""A capitalised word after one of these is a name. German prepositions are not among them: German nouns are all
capitalised, and "für Kunden" is no name."""

NO_NAMES = _words(
    "English German French Spanish Italian Portuguese Dutch Polish Czech Danish Swedish Norwegian Finnish Greek Turkish"
    " Russian Ukrainian Arabic Hebrew Hindi Chinese Japanese Korean Deutsch Englisch Französisch Spanisch Italienisch"
    " Python Java Rust Swift Kotlin Ruby Bash Excel Word Markdown The This These Those Each Every All Your Our My"
)
"""Capitalised, and part of what is asked."""

SUFFIXES = (
    "py|pyi|js|ts|tsx|jsx|java|kt|go|rs|rb|php|c|h|cc|cpp|hpp|cs|swift|sql|sh|ps1|md|rst|txt|json|jsonl|yaml|yml|toml"
    "|xml|html|css|csv|tsv|xlsx|xls|docx|doc|pptx|pdf|png|jpg|jpeg|gif|svg|zip|gz|zst|log|ini|cfg|conf|lock|ipynb|eml"
)

POLITE = _words(
    "please kindly can could would will you i we want need like to me us my our the a an help now then also and let"
    " lets hi hello hey dear ok okay bitte kannst könntest können könnten würdest du sie ich wir mir uns möchte will"
    " brauche"
    " mal und jetzt dann auch hallo liebe lieber der die das ein eine einen s il vous te plaît peux tu pouvez je nous"
    " por favor puedes puede podrías quiero"
)
"""Skipped when asking which word of a prompt tells what is wanted."""

NEGATIONS = _words(
    "not no never none without don doesn didn isn aren wasn won cannot"
    " nicht nie niemals kein keine keinen keinem keiner keines ohne ne pas jamais aucun aucune sans nunca ningún sin"
)
"""Words that turn an instruction round; "don" is what is left of "don't"."""
