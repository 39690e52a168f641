"""What callers write on their requests or charges for their own books: whose they are, by names of many spellings.

Labels, tags and properties are self-declared: nobody checked them.
"""

from dataclasses import dataclass

from auditor.importers.files.json_lines import as_dict, as_text

AGENT = ("agent", "agentname", "agentid", "bot", "botname", "application", "applicationname", "app", "appname")
PERSON = ("user", "username", "useremail", "email", "employee", "person", "owner")
TEAM = ("team", "costcenter", "department", "businessunit")
SESSION = ("sessionid", "session", "conversationid", "threadid")


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts by plain name: lower case, without blanks, hyphens, underscores, and a prefix before a colon or slash."""

    told: dict[str, str]

    def first(self, names: tuple[str, ...]) -> str | None:
        """The first of `names` that is told."""
        return next((self.told[name] for name in names if name in self.told), None)


def labels_of(value: object) -> Labels:
    """The labels in a JSON object; empty for anything else."""
    told = {_plain(name): text for name, found in as_dict(value).items() if (text := as_text(found))}
    return Labels(told)


def _plain(name: str) -> str:
    bare = name.rpartition(":")[2].rpartition("/")[2].lower()
    return "".join(character for character in bare if character not in " _-")
