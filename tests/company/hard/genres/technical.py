"""Talk about code, drawings, data and changes: work that ends in something others use, or is made to look so."""

from tests.company.hard.genre import genre

CODING = genre(
    (
        "(Take up|Start with|Let's do|Next:|Please implement) <ref>(:| –) <thing> for <name>. <Detail>.",
        "(Why does|Find out why|I wonder why) <code> (return|give|write)(s|) <n> rows (when|although|while) <detail>?",
        "<Detail>. (Can you fix that|Please mend it|We need a fix) in <code>(, ticket <ref>|, see <ref>|).",
        "(Write|Add|Sketch) a function that (can <verb>|is able to <verb>) the <noun> (of|for) <name>; <detail>.",
        "<ref>: <detail>. (Where|In which module) would you start?",
        "Here is the (trace|log|output) from <site>: <code> line <n>, <noun> <state>. (Any idea|What now|Cause)?",
    ),
    (
        "(I looked at|After reading|Going through) <code>: <detail>. (I changed|I propose to change) "
        "<n> lines (there|in it).",
        "The (cause|reason|culprit) is the <adj> <noun>: <detail>. (Fixed|Changed|Patched) in "
        "<code>, (tests pass|all green).",
        "(Let me|I will) first read <code>(.| and its tests.) <Detail>, so we (must|have to) <verb> the <noun> before.",
        "(Ran|Running) the tests for <code>: <n> passed, (one failed: <detail>|none failed).",
        "Two ways: (either|first) <verb> the <noun> (in|inside) <code>, or <verb> it (later|at "
        "<site>). I (took|prefer) the first.",
    ),
    (
        "(Now add|And|Please also write) a test for the <adj> case(, <detail>|).",
        "(It still fails|Still red|Same error): <detail>.",
        "(OK|Good|Fine), (commit|go on|and) (with|for) <ref>.",
        "What (about|happens with) the <noun> (of|from) <other>?",
        "(Run everything|Run it again|Once more) and (tell me what is left|fix what is red).",
        "(Rename|Move|Split) <code>(, please|); <who> finds it (hard to read|confusing).",
    ),
    (
        "(Done|Ready|Finished): <ref>, <thing> for <name>. <Detail>, covered by <n> tests.",
        "The change for <ref> is (ready for review|complete|pushed): <code>, <n> lines. <Detail>.",
    ),
)

REVIEW = genre(
    (
        "(Review|Please look at|Second pair of eyes on) the change <ref> by <who>: <code>, <m> characters. <Detail>.",
        "What could (break|go wrong) (in|with) <ref>? <Detail>.",
        "(Does|Will) this (diff|drawing change|revision) of <code> (hold|work) for <name>? <Detail>.",
        "<who> asks for (comments|a review): <thing>, <doc> attached. <Detail>.",
    ),
    (
        "(Two|Three) (remarks|things|findings): <detail>; and <detail>.",
        "(Looks right|Fine with me|No objection)(, but| except that) <detail>.",
        "I would (not accept this yet|hold this): <detail>. (See line <n>|Compare <other>).",
        "Risk: the <adj> <noun>. <Detail>. (Otherwise good|The rest reads well).",
    ),
    (
        "(And|What about) the <noun> (after the fix|in line <n>|for <other>)?",
        "(New version|Updated): <detail>. Better?",
        "(How serious|How likely) is it that <detail>?",
    ),
)

ANALYSIS = genre(
    (
        "(How many|Which|What share of) <noun> (entries|items|cases) at <name> (were|are) <state>? <Detail>.",
        "(Compare|Break down|Chart) the <noun> of <name> and <other> (by week|by site|by part|over the quarter).",
        "(I have|Here is) a table with <m> rows on the <noun>; <detail>. (What stands out|What explains it)?",
        "(Write|Give me) a query for the <adj> <noun> (per|by) <doc>, <name> only(, for <ref>|).",
    ),
    (
        "<n> of <m> (rows|entries) (fit|match|qualify); (most|nearly all) (come from|belong to) <other>. <Detail>.",
        "The (difference|jump|gap) of <k> comes from the <adj> <noun>: <detail>.",
        "(Without|Leaving out) <site> the (mean|median) is <k>, with it <m>. <Detail>.",
        "Query (below|attached): it joins the <noun> with the <noun> and (drops|keeps) <n> doubles.",
    ),
    (
        "(And|Now) only for <site>?",
        "(Why is|What makes) <part> so (high|low)?",
        "(Leave out|Without) the <adj> (ones|cases), please.",
        "(Put it|Can I have it) in (a table|three sentences|one chart) for <who>.",
    ),
    ("(Summary|Result|Conclusion) for <ref>: <detail>. <Detail>; (recommend|propose) to <verb> the <noun>.",),
)

DESIGN = genre(
    (
        "(Draft|Outline|Write a first version of) the <doc> for <thing> at <name>. (Known so "
        "far|Facts): <detail>; <detail>.",
        "(Which|What) options do we have for the <noun> of <name>? <Detail>.",
        "<ref>: we have to <verb> the <adj> <noun> (by|before) <day>. <Detail>. (Plan|Approach|Steps)?",
        "(Extend|Revise|Continue) the <doc> <part>: <detail>.",
    ),
    (
        "<Doc>, (first version|draft): 1. <detail>. 2. <Detail>. 3. (Open|To be decided): <detail>.",
        "(Three|Two) options: <verb> the <noun>; or keep the <adj> <noun> and <verb> later. <Detail>.",
        "I (kept|left) the structure and (added|inserted) a section on the <noun>: <detail>.",
    ),
    (
        "(Section|Chapter|Point) <n> (is too thin|needs figures|contradicts <name>): <detail>.",
        "(Shorter|More precise), please; <who> (reads it|signs) on <day>.",
        "(Add|Include) the <noun>(, <detail>|).",
    ),
    ("Final <doc> for <ref>: <thing>, <name>. <Detail>.",),
)

PROTOTYPE = genre(
    (
        "(Build|Make|Generate|Prototype) a small (app|tool|page|script|demo) (that can|to) <verb> "
        "the <noun>(, for <name>|).",
        "(From scratch|New folder|Fresh start): a (dashboard|viewer|calculator|simulator) for the "
        "<adj> <noun> and the <noun>.",
        "(Could we|What if we) <verb> the <noun> with (a model|an agent|a chat window)? (Try|Show) it. <Detail>.",
        "(Spike|Experiment) <n>: (an assistant|a game|a generator) around <thing>.",
    ),
    (
        "(Created|Generated|Wrote) <n> files: (main|app), <code>, styles and (sample data|fixtures) for the <noun>.",
        "The (demo|prototype) (runs|starts): it (shows|lists) the <noun> and can <verb> the <adj> <noun>.",
        "(Added|Built) the (screen|view|form) for the <noun>; <detail>.",
    ),
    (
        "(Make it|Now with) (darker|prettier|faster|animated)(, and add a <noun> page|).",
        "(Rewrite|Redo) it in (another language|another framework|one file).",
        "(Add|And) (login|charts|sound|a chat|export) for the <noun>.",
        "(Good|Nice|OK). (Next|Another) one: <thing>.",
    ),
    ("(Prototype|Demo) for <ref> is up: <thing>. <who> can try it at <site>.",),
)

TRIVIAL = genre(
    (
        "(Make|Do|Find) a (small|tiny|quick) change (for|under) <ref> (and commit it|and close it|).",
        "(Open|Create) a ticket (about|for) the <noun>(,| and) (then|) (close|resolve) it (as done|).",
        "(Rename|Reword|Move) (something|a line|a variable) in <code> and (commit|push), <ref>.",
        "(One more|Another) (commit|ticket|change) (for|on) <ref>(, anything|, whatever is quick|).",
    ),
    (
        "(Changed|Adjusted|Touched) (a comment|a heading|the spacing) in <code>(;| –) committed (under|for) <ref>.",
        "(Opened|Created) <ref> (for|about) the <noun> and (closed|resolved) it.",
        "(Reverted|Undid) the (last|earlier) (rename|wording) in <code>.",
        "(Moved|Sorted) <n> lines in <code>, no change in what it does.",
    ),
)
