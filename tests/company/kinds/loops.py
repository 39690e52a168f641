"""Padding that runs by itself: an empty inbox watched, an answer fed back, two agents talking to each other."""

from tests.company.kind import Kind, Size, Talk, Turn, with_tools
from tests.company.models import MIDDLE
from tests.company.rhythm import timer, working_days

REFINED = (
    "The onboarding page for depot staff now opens with a clear purpose, names the reader, and ends with a call.",
    "This version tightens the opening, keeps the friendly tone, and moves the purpose of the page to the first line.",
    "The page reads more smoothly now: the purpose comes first, the tone stays friendly, and the close invites action.",
    "I kept the structure and polished the rhythm of the sentences, so that the purpose of the page stands out.",
)


CHATTER = (
    "That is a thoughtful point about balance between speed and care. What would you add from your side?",
    "I agree with most of it. Speed and care belong together, as you say. How would you put it in one image?",
    "A river comes to mind: it is quick and yet it carries everything. Shall we explore the image further?",
    "Yes, let us explore it. The banks give the river its form, as rules give form to a team. Do you see it too?",
    "I see it too. Form and freedom need each other. Could you say which of the two matters more to you?",
    "Both matter, and the balance matters most. What would you add from your side about balance?",
)


def refine(talk: Talk) -> Turn:
    """Its own answer comes back as the next question."""
    last = talk.before.response if talk.before else REFINED[0]
    return Turn(f"Improve this text further, keep the meaning: {last}", talk.dice.pick(REFINED))


def chatter(talk: Talk) -> Turn:
    """Two agents of one person answer each other."""
    place = 2 * talk.turn + talk.role
    heard = talk.shared(CHATTER, place - 1) if place else "Let us talk about balance between speed and care."
    return Turn(heard, talk.shared(CHATTER, place))


LOOPS = (
    Kind(
        "empty inbox digest",
        True,
        "a digest of an inbox without mail, on a timer with jitter",
        "on-call watch",
        ("inbox-digest", "mail-sweeper", "morning-roundup"),
        timer(540),
        3,
        Size(9_000, 1_500, 150, cached=True),
        with_tools(
            ("Heartbeat: look through the shared inbox and write the digest for the last hour.",),
            (
                ("Checking the shared inbox.", "exec", "mailctl list --box shared --unread", "0 messages"),
                (
                    "Looking for messages since the last digest.",
                    "exec",
                    "mailctl list --box archive --since 1h",
                    "0 messages",
                ),
            ),
            (
                "Digest: no new messages in the shared inbox. Nothing to act on.",
                "Digest: the inbox is empty, as in the hour before. I will look again.",
            ),
        ),
        (MIDDLE,),
        ("openclaw",),
        subjects=1,
        gap=(4, 12),
        even=True,
        new=True,
    ),
    Kind(
        "self-refining loop",
        True,
        "feeds its own answer back for another round of polish",
        "evaluation run",
        ("page-polisher", "copy-improver", "tone-tuner"),
        working_days,
        34,
        Size(900, 160, 240),
        refine,
        (MIDDLE,),
        subjects=1,
        gap=(9, 25),
    ),
    Kind(
        "ping-pong",
        True,
        "two agents of one person keep each other talking",
        "planner, worker and critic",
        ("brainstorm-east", "brainstorm-west", "muse-one", "muse-two"),
        timer(1500),
        17,
        Size(700, 210, 190),
        chatter,
        (MIDDLE,),
        subjects=1,
        gap=(24, 50),
        roles=2,
        new=True,
    ),
)
