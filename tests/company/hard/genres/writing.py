"""Talk of texts: polished, invented, translated, summed up, written for those who decide."""

from tests.company.hard.genre import genre

POLISH = genre(
    (
        "(Polish|Improve|Rework|Smooth) this (text|paragraph|page) for <name>: <story>",
        "(Say|Put) it (better|differently|more simply): <detail>.",
        "(Rephrase|Another wording for|Reword): “<detail>.”",
    ),
    (
        "(Version|Reworked|Here): <detail>. <Detail>.",
        "(How about|Suggestion): “<detail>.”",
        "I (tightened|smoothed) (the opening|the second sentence): <detail>.",
    ),
    (
        "(Again|Once more|Another version), (warmer|shorter|clearer|more formal).",
        "(Nice|Good|Closer). (The ending|The first line|The tone) (still|) (drags|is stiff|is flat).",
        "(Mention|Add) the <noun>(, <detail>|).",
    ),
    ("(Final text|Final version) for <ref>: <detail>. <Detail>.",),
)

COPY = genre(
    (
        "(Write|Draft) (a|the) (post|teaser|text|headline) (about|on) <thing> for <name>(: <detail>|).",
        "(Give me|I need|List) <n> (ideas|names|headlines|variants) (for|around) the <noun>.",
        "(Tell|Describe) (how|why) the <adj> <noun> (<does> the <noun>|came to be), (in <k> words|for our readers).",
        "(Continue|More|Next chapter): the <noun> (and|meets) the <noun>.",
    ),
    (
        "(Text|Draft): the <adj> <noun> (<does>|once began to <verb>), (while|because) <detail>.",
        "(Ideas|Variants): “<adj> <noun>”; “<verb> the <noun>”; “the <noun> that <does>”.",
        "(Imagine|Picture) a <adj> <noun>: it <does>, it is <state>, and (still|yet) we <verb> it.",
    ),
    (
        "(More|Another|Ten more)(, please|), (funnier|bolder|longer|shorter).",
        "(Now|And) (about|with) the <noun>.",
        "(Make it|Take it) (rhyme|three times as long|more vivid).",
    ),
    ("(Final|Approved) text for <ref>: the <adj> <noun>, <detail>.",),
)

TRANSLATE = genre(
    (
        "Translate (into|to) (Finnish|Polish|Spanish|French|German|Czech), (keep|respect) the "
        "(terms|glossary): <story>",
        "(Translate|Render) (section|page) <n> of the <doc> <part> (into|to) (Dutch|Italian|Finnish|Polish): <story>",
        "(Back|Now back) (into|to) English: <story>",
    ),
    (
        "(Translated|Done), <k> (words|characters); (terms|glossary) kept: <noun>, <noun>.",
        "(Translation|Text): <detail>. <Detail>.",
        "(Translated|Done). One term is (missing|unclear): <noun>.",
    ),
    fixed=True,
)

DIGEST = genre(
    (
        "(Summarise|Digest of|What happened in) the (channel|mailbox|thread) of <name>: <story>",
        "(Daily|Regular|Scheduled) (summary|roundup) for <site>: <story>",
        "(New|Latest) messages: <story> (Summarise|In five lines|Main points).",
    ),
    (
        "(Digest|Summary|Main points): <detail>. <Detail>.",
        "(Today|Since the last one): <detail>; <detail>; (nothing urgent|one thing for <who>).",
        "<n> messages. (Most|Many) (about|on) the <noun>: <detail>.",
    ),
    (),
    ("(Digest|Main points): <detail>. <Detail>; <anyone> (took it up|opened a ticket) (as|under) <ref>.",),
    fixed=True,
)

STATUS = genre(
    (
        "(Write|Compile|Prepare) the (weekly|status) (report|overview) for <name>: <detail>; <detail>.",
        "(Go through|Collect|Look through) (the folder|all notes|everything) on <thing> and "
        "(write|compile) an overview.",
        "(What did we|What has <site>) (do|achieve|finish) (this week|since <day>)? <Detail>.",
        "(Extend|Longer|Add detail to) the overview (of|on) the <noun>(: <detail>|).",
    ),
    (
        "(Overview|Status): <detail>. <Detail>. (Risks|Open): the <adj> <noun>.",
        "(This week|In short): <n> (items|points) (moved|done), the <noun> is <state>. <Detail>.",
        "(Extended|Updated): the section on the <noun> now says that <detail>.",
    ),
    (
        "(Add|And) a (section|paragraph) (on|about) the <noun>.",
        "(More detail|Longer|Every single item), please.",
        "(Rephrase|Polish) the (part|section) about <other>.",
    ),
    ("(Report|Overview) for <name> (sent|published): <detail>. <Detail>.",),
)
