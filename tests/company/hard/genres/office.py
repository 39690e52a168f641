"""Talk of desks: letters, lookups, notes, advice, questions of new people."""

from tests.company.hard.genre import genre

MAIL = genre(
    (
        "(Draft|Write|Prepare) (an answer|a reply|a mail) to <name>: <detail>(, case <ref>|, see <ref>|).",
        "<name> (writes|asks|complains): “<detail>”. (What do I answer|Reply politely|Please answer), <ref>.",
        "(How would you|Help me) (tell|explain to) <who> at <name> that <detail>?",
        "(Short|Friendly|Firm) (note|mail) to <other>: <detail>; <detail>.",
    ),
    (
        "Dear <who>, (thank you for waiting|thank you for your message). <Detail>. (We will <verb> "
        "the <noun>|The <noun> follows) on <day>.",
        "(Good morning|Hello) <who>, <detail>. (I am sorry|Our apologies) for the <adj> <noun>. (Regards|Best wishes).",
        "(Suggestion|Draft): “<detail>. Until then the <noun> stays with <site>.”",
        "Dear team at <name>, <detail>, and <detail>. (Case|Reference) <ref>.",
    ),
    (
        "(Shorter|Warmer|Less formal)(, please|), and (mention|name) the <noun>.",
        "(In|Now in) (Polish|French|German|Finnish|Spanish), please.",
        "(Add|Put in) the (number|date|name): <part>, <day>.",
        "(Without|Leave out) the (apology|second sentence)(; <detail>|).",
    ),
    ("(Final|Last) version(, sent| to send): <detail>. <ref>, (yours|regards).",),
)

LOOKUP = genre(
    (
        "[<n> passages from the (archive|contract store|file share)] What does the <doc> of <name> "
        "say (about|on) the <noun>?",
        "[<n> passages] (Since when|Where|Why) is the <noun> of <name> <state>? (Cite|With page|Give the source).",
        "[whole <doc> <part>, <k> pages] (Is|Was) the <adj> <noun> (named|mentioned|settled) (anywhere|in it)?",
        "[<k> pages attached] (Which|How many) (clauses|entries|pages) (deal with|name) the <noun>?",
    ),
    (
        "(Section|Page|Clause) <n>: <detail> [source <k>].",
        "(Yes|It is), (on page|in section) <n>: the <noun> (<does> the <noun>|is <state>).",
        "(No|Not in these pages); (closest|nearest) is the <adj> <noun> of <other> [<n>].",
        "(Two|Three) places: [<n>] and [<k>]. <Detail>.",
    ),
    (
        "(And|What does it say) for <other>?",
        "(Quote|Give me) the (sentence|passage|clause) (word for word|).",
        "(Does that|Would it) (hold|apply) (after|since) <day>(, <ref>|)?",
    ),
    ("(Answer|Finding) for <ref>: <detail> [sources <n>, <k>].",),
)

NOTES = genre(
    (
        "(Notes|Minutes|Transcript) (of|from) the call with <name>: <story> (Write the page|Make "
        "minutes of it|Summarise).",
        "(Add|Put) this (to|on) the page of <name>: <detail>.",
        "(Turn|Make) these (points|scribbles) into (a page|a summary) for <who>: <detail>; <detail>; <detail>.",
    ),
    (
        "(Page|Minutes): decided: <detail>. (Open|To do): <detail> (<who>, <day>).",
        "(Added|Noted): <detail>. The page of <name> now (has|lists) <n> open points.",
        "Summary: <detail>. <Detail>. (Next|Following) call on <day>.",
    ),
    (
        "(Who|And who) (does|takes) (what|the <noun>)?",
        "(Move|Change) the (date|owner) of <ref>(; <detail>|).",
        "(Shorter|As a table), please.",
    ),
    ("(Page|Minutes) published: <name>, <detail>. (Linked|See) <ref>.",),
)

ADVICE = genre(
    (
        "(May we|Are we allowed to|Can we) <verb> the <noun> (of|for) <name> (although|if|when) <detail>?",
        "(What would you advise|Your view|How do you see it): <detail>, (but|and yet) <detail>.",
        "(What are the risks|What speaks against it) if we <verb> the <adj> <noun> (without|before) the <noun>?",
        "(Prepare me|Help me think) (for|about) the talk with <who>: <detail>.",
    ),
    (
        "(It depends|In general yes|Rather not): <detail>. (Check|Ask <who> about) the <noun> first.",
        "I (would|see reasons to) (wait|go ahead|ask) because <detail>. (Against it|The other side): <detail>.",
        "(Three points|Consider): the <adj> <noun>; the <noun>; and whether <detail>.",
    ),
    (
        "(And if|Suppose) <detail>?",
        "(How|In which words) would you (say|put) that to <who>?",
        "(Is that|Would it be) (different|the same) (at|for) <other>?",
    ),
)

HOWTO = genre(
    (
        "(How do I|Where can I|How does one) <verb> (a|the) <noun>(?| here?| at Tarnvik?)",
        "(What is|What does one call|Who knows about) (a|the) <adj> <noun>(, and why do we need it|, "
        "and who may <verb> it|)?",
        "(Where|In which place) do I find the <doc> (for|about) the <noun>?",
        "(I am new to this|Sorry for asking|Quick question): (who|when|how) do we <verb> the <noun>?",
        "(Is there|Do we have) a (rule|form|list) for the <adj> <noun>?",
    ),
    (
        "(The|A) <noun> is what (we|people here) use to <verb> the <noun>; (see|more in) the <doc>.",
        "(You find|Look for) it (in|under) the <doc>, (point|page) <n>: <detail>.",
        "(First|You) <verb> the <noun>, (then|and then) <verb> the <noun>. (The <doc> has|There are) pictures.",
        "(As the <doc> says|According to the <doc>), the <noun> (is <state>|<does> the <noun>).",
    ),
    (
        "(And|Then) (who|how) do I <verb> the <noun>?",
        "(Show me|Do you have) an example (with|of) the <noun>?",
        "(So|Then) (for|in) <ref> I would (start with|first <verb>) the <noun>?",
        "(Please say it again|Once more), (in other words|more simply|shorter).",
    ),
    ("(Right|Exactly|Yes): with that <ref> (can be closed|is done). <Detail>.",),
)
