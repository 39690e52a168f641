"""What becomes of a genre's phrases: an answer fed back, a request repeated, agents that talk to each other."""

from tests.company.hard.genre import Genre, Texts
from tests.company.hard.grammar import capital, phrases
from tests.company.hard.talk import KEPT, Talk

AGAIN = phrases(
    "(Improve|Refine|Polish) (this|the text) (further|again)(, keep the meaning|):",
    "(Another|One more) (round|pass|version)(, still better|):",
    "(Criticise|Review) and (rewrite|improve):",
)
PASTED = phrases("(Here is the version so far|My text now|Current state|As it stands)(, <detail>|):")


def refine(genre: Genre, talk: Talk) -> Texts:
    """The last answer comes back as the next question, and changes by a sentence."""
    if talk.before is None:
        return genre.say(talk)
    last = talk.before[1]
    lead = talk.one_of(AGAIN if talk.loose else AGAIN[len(talk.key) % 3 :][:1])
    return f"{lead} {last}"[:KEPT], _changed(last, talk)[:KEPT]


def draft(genre: Genre, talk: Talk) -> Texts:
    """A person at a text of her own: now and then she pastes it as it stands, with what she wants of it."""
    prompt, response = genre.say(talk)
    if talk.before is None:
        return prompt, response
    kept = _changed(talk.before[1], talk)
    if talk.dice.chance(0.4):
        prompt = f"{prompt} {talk.one_of(PASTED)} {talk.before[1]}"
    return prompt[:KEPT], (response if talk.last and talk.lands else kept)[:KEPT]


def _changed(text: str, talk: Talk) -> str:
    """The text with one sentence said anew."""
    sentences = text.rstrip(".").split(". ")
    place = talk.dice.between(0, len(sentences) - 1)
    sentences[place] = capital(talk.detail())
    if len(sentences) < 3:
        sentences.append(capital(talk.detail()))
    return ". ".join(sentences) + "."


def again(genre: Genre, talk: Talk) -> Texts:
    """The same request once more, though the answer was good."""
    prompt, response = genre.say(talk)
    return (prompt if talk.before is None or talk.loose else talk.before[0]), response


def busted(genre: Genre, talk: Talk) -> Texts:
    """The same request with a number before it, so that no cache knows it."""
    prompt, response = genre.say(talk)
    if talk.before is not None and not talk.loose:
        prompt = talk.before[0].partition("] ")[2]
    return f"[{talk.dice.hex(10)}] {prompt}"[:KEPT], response


def stamped(genre: Genre, talk: Talk) -> Texts:
    """A program that puts a run number before each prompt."""
    prompt, response = genre.say(talk)
    return f"[run {talk.dice.hex(8)}] {prompt}"[:KEPT], response


def retried(genre: Genre, talk: Talk) -> Texts:
    """A client that asks again, word by word, until it is answered."""
    prompt, response = genre.say(talk)
    return (talk.before[0] if talk.before else prompt), response


def relay(genre: Genre, talk: Talk) -> Texts:
    """Agents of one group: each is asked what the one before it said."""
    place = talk.roles * talk.turn + talk.role
    options, previous = genre.first[place % len(genre.first) :], genre.first[(place - 1) % len(genre.first) :]
    chained = talk.roles == len(genre.first)
    heard = talk.shared(previous[:1] if chained else genre.first, place - 1)
    return heard[:KEPT], talk.shared(options[:1] if chained else genre.first, place)[:KEPT]
