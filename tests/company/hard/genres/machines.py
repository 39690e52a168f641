"""Talk of programs: watches, heartbeats, batches, tests, pipelines; asked by a template, answered in a layout."""

from tests.company.hard.genre import genre

WATCH = genre(
    (
        "(Check|Look at|Inspect) <name>: <noun>, <noun> and <noun> (of the last hour|since the last look).",
        "(Regular|Scheduled) (check|look) (at|of) <name>: anything (that needs|for) a person?",
        "(Heartbeat|Wake-up): (look through|read) the (inbox|board|queue) of <name> and (write|give) "
        "the (digest|status).",
    ),
    (
        "<name>: (all quiet|normal), <noun> <k>, nothing (to do|to report).",
        "<name>: (no change|nothing new). <n> (items|entries) seen.",
        "(Digest|Status): (no new messages|nothing new) (for|at) <name>. (Nothing to act on|All done).",
    ),
    (),
    (
        "<name>: the <noun> is <state>. Raised <ref>, <anyone> informed.",
        "<name>: <detail>. (Opened|Raised) <ref>.",
    ),
    fixed=True,
    form=True,
)

HEARTBEAT = genre(
    (
        "(Heartbeat|Wake-up|Tick): read (the agenda|HEARTBEAT.md|the list) and (answer "
        "HEARTBEAT_OK|say OK) if nothing needs attention.",
        "(Time check|Periodic run). (Open points|Agenda) as above. (Anything due|Act if needed).",
    ),
    ("HEARTBEAT_OK", "(OK|OK, nothing due).", "HEARTBEAT_OK. (Next look later|Agenda unchanged)."),
    (),
    ("Reminder: <ref>, <thing> for <name>, is due at <h>:<mm>. (Moved to the top|Sent a note to <who>).",),
    fixed=True,
    form=True,
)

TRIAGE = genre(
    (
        "(Nightly run|Last night's run|Pipeline) failed (in|at) <code>: <detail>. (Find the "
        "cause|Diagnose|What broke)?",
        "(Log|Report) of the night, <site>: <noun> <state>, <n> failures in <code>. (Sort them|Triage).",
    ),
    (
        "(Reading|Opening) the log of <code>: <detail>.",
        "(Cause|Likely cause): <detail>. (Retried|Rerun): (green|same failure).",
        "(Not ours|Known): the <noun> at <site> was <state>. (Noted|Skipped).",
    ),
    ("(Go on|Next failure): <code>, <noun> <state>.", "(Try|Apply) the fix and run <code> again."),
    ("Fixed <code>: <detail>. (Ready for review|Pushed) as <ref>.",),
    fixed=True,
)

EVALUATION = genre(
    (
        "(Case|Question|Item) <n> of the (set|suite): a customer of <name> asks: “<detail>?” Answer by the policy.",
        "(Test item|Prompt) <n>: <name>, <thing>. (Expected|Policy): <noun>. (Answer|Respond).",
    ),
    (
        "(Answer|Reply): we <verb> the <noun> (after|within) <n> days, by point <n>.",
        "Class: <noun>. (Answer|Reply): <detail>.",
        "(By the policy|According to point <n>): <detail>.",
    ),
    fixed=True,
)

LOAD = genre(
    (
        "(Load probe|Ping|Stress) <n>-<m>: (reply with|say) the word ready.",
        "(Synthetic|Test) request <m>, (lane|worker) <n>: (echo|repeat) “<noun>”.",
    ),
    ("ready", "Ready.", "<noun>"),
    fixed=True,
    form=True,
)

LABEL = genre(
    (
        "(Entry|Claim|Row) <m>: “<detail>”. (Class|Label|Category)?",
        "(Classify|Label) (into|as) one of <n> classes: “<detail>, <part>”.",
    ),
    ("<noun>", "<adj>", "(Class|Label): <noun>", "(unclear|other)", "<noun>, (sure|unsure)"),
    fixed=True,
    form=True,
)

EXTRACT = genre(
    (
        "(Extract|Read out) (number, date, sum and sender|the fields) (from|of) this <doc>: <name>, "
        "<part>, <m>, <detail>.",
        "<Doc> <part> from <name>: <story> (Return|Give) the fields as JSON.",
    ),
    (
        "number <part>; sender <name>; sum <m>; (due|date) <n> days",
        '{"sender": "<name>", "number": "<part>", "sum": <m>, "site": "<site>"}',
    ),
    fixed=True,
    form=True,
)

SCREEN = genre(
    (
        "(Screen|Check) <name> (and|with) <anyone> against the (list|rules) of the day: any hit?",
        "(Nightly|Daily) check of the <noun>: <name>, <other>, <part>. (Deviation|Hit|Finding)?",
    ),
    ("(No hit|None|Clear): <name>.", "<name>: (clear|no finding), (<n> sources|list <k>)."),
    (),
    ("<name>: possible hit on the <adj> <noun>, passed to <anyone> as <ref>.",),
    fixed=True,
    form=True,
)

RELAY = genre(
    (
        "(Plan|Next step|Task) for <ref>: <detail>. First the <noun>, then <code>, then the <noun>.",
        "(Result|Done) for <ref>: <code> handled <m> rows (for|of) <name>, <n> left because <detail>.",
        "(Review|Critique) of <ref>: <detail>. (Accepted|<n> points to mend|Back to the worker).",
    ),
    (
        "(Plan|Next step|Task) for <ref>: <detail>. First the <noun>, then <code>, then the <noun>.",
        "(Result|Done) for <ref>: <code> handled <m> rows (for|of) <name>, <n> left because <detail>.",
        "(Review|Critique) of <ref>: <detail>. (Accepted|<n> points to mend|Back to the worker).",
    ),
)

CHATTER = genre(
    (
        "(I agree|That is a good point|Yes)(,| –) the <noun> (and|with) the <noun> (belong "
        "together|need balance). What (would|could) you add?",
        "(An image|A thought): the <adj> <noun> (<does>|that is <state>). (Do you see it too|Shall we go on)?",
        "(Let us|We might) (explore|deepen) (the|this) idea: to <verb> the <noun> is to <verb> the "
        "<noun>. (And you|Your turn).",
        "(Both matter|Both are true): the <noun> and the <noun>. Which (matters|weighs) more to you?",
    ),
    ("(Yes|Indeed), the <noun>.",),
)
