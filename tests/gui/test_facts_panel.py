"""What the review screen says of an agent's data: raw beside corrected, credits, cost reported and computed."""

from collections.abc import Iterator

import pytest

from auditor.case.case_file import CaseFile
from auditor.gui.review.agent_head import AgentHead
from auditor.gui.review.facts_panel import FactsPanel, sentences
from auditor.gui.review.raw_panel import MINUS
from auditor.gui.session import Session
from auditor.prices import enter_price, micro
from auditor.records import Agent, Price, UsageEvent
from auditor.rules import RULES

NOON = 1_793_620_800_000_000  # 2026-11-02


def call(given: int | None, **told) -> UsageEvent:
    return UsageEvent(at=NOON, agent="reader", line=1, person="ann", input_tokens=given, **told)


def take(case: CaseFile, *events: UsageEvent) -> Agent:
    intake = case.sources.begin("log", 1, "invented", 1)
    intake.add(events)
    intake.complete(sha256="log", lines=len(events))
    case.derived.refresh()
    return case.agents.all()[0]


@pytest.fixture
def case(session: Session) -> CaseFile:
    assert session.case
    return session.case


@pytest.fixture
def facts(qtbot) -> Iterator[FactsPanel]:
    made = FactsPanel()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def head(qtbot, session: Session) -> AgentHead:
    made = AgentHead(session)
    qtbot.addWidget(made)
    return made


def shown(head: AgentHead, fact: str) -> tuple[str, str]:
    return head._labels[fact].text(), head._figures[fact].text()


def test_all_lines_less_what_each_rule_leaves_out_are_those_counted(case, facts):
    agent = take(
        case,
        call(100, output_tokens=5),
        call(100, output_tokens=1, dropped_by="streamed-repeat"),
        call(100, output_tokens=2, dropped_by="streamed-repeat"),
        call(1_000, dropped_by="parent-sum"),
    )
    facts.show_facts(agent, case.coverage.of_agent(agent.id))
    assert facts.raw.figures() == [
        ("As all lines say", "4", "1,308"),
        ("Repeats of the same request", f"{MINUS}2", f"{MINUS}203"),
        ("Sums of their own parts", f"{MINUS}1", f"{MINUS}1,000"),
        ("Counted", "1", "105"),
    ]


def test_dropped_lines_that_tell_no_tokens_are_unknown_not_nothing(case, facts):
    agent = take(case, call(100), call(None, dropped_by="copied-history"))
    facts.show_facts(agent, case.coverage.of_agent(agent.id))
    assert facts.raw.figures()[1] == ("Copied history, original not imported", f"{MINUS}1", "–")
    assert case.coverage.of_agent(agent.id).dropped_sums["copied-history"].tokens is None


def test_where_nothing_was_left_out_one_sentence_says_so(case, facts):
    agent = take(case, call(100))
    facts.show_facts(agent, case.coverage.of_agent(agent.id))
    assert facts.raw.figures() == []
    assert facts.raw._grid.itemAt(0).widget().text().startswith("Every line that was read counts")


def test_raw_stands_beside_corrected_for_every_agent(case):
    take(case, call(100, cost_microusd=7), call(40, output_tokens=2, cost_microusd=5, dropped_by="fuller-copy"))
    (rules,) = case.coverage.dropped().values()
    sums = rules["fuller-copy"]
    assert (sums.events, sums.tokens, sums.cost_microusd) == (1, 42, 5)


def test_every_rule_has_a_title_and_a_reason():
    assert all(rule.title and rule.why.endswith(".") for rule in RULES.values())


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (None, "No tokens told: metered in credits, 12.50 credits. That is use, not none."),
        (0, "0 tokens told: metered in credits, 12.50 credits. That is use, not none."),
        (9, "12.50 credits told beside the tokens."),
    ],
)
def test_use_metered_in_credits_never_looks_like_none(case, tokens, told):
    agent = take(case, call(tokens, microcredits=12_500_000))
    assert told in [words for words, _ in sentences(agent, case.coverage.of_agent(agent.id))]


def test_the_head_shows_credits_where_no_tokens_are_told(case, head):
    head.show_agent(take(case, call(0, microcredits=12_500_000)))
    assert shown(head, "Tokens") == ("Credits", "12.50")
    assert "0 tokens told" in head._figures["Tokens"].toolTip()


@pytest.mark.parametrize(
    ("model", "told", "label", "figures"),
    [
        ("claude-opus-4-6", {"cost_microusd": 12_100_000}, "Reported · computed", "$12.10 · $10.00"),
        ("claude-opus-4-6", {}, "Cost computed", "$10.00"),
        ("house-model-7", {"cost_microusd": 12_100_000}, "Cost reported", "$12.10"),
        ("house-model-7", {}, "Cost", "unknown"),
    ],
)
def test_cost_is_reported_and_computed_or_said_to_be_unknown(case, head, model, told, label, figures):
    head.show_agent(take(case, call(2_000_000, model=model, **told)))
    assert shown(head, "Cost") == (label, figures)


def test_the_tooltip_tells_what_each_sum_covers_and_which_model_has_no_price(case, head):
    head.show_agent(
        take(
            case,
            call(2_000_000, model="claude-opus-4-6", cost_microusd=4_000_000),
            call(5, model="house-model-7"),
            call(None),
        )
    )
    tip = head._figures["Cost"].toolTip()
    for words in ("told for 1 of 3 requests", "for 1 of 3 requests", "no price for house-model-7: 1 request"):
        assert words in tip
    assert "1 request tells no tokens" in tip
    assert shown(head, "Cost")[1] == "≥ $4.00 · ≥ $10.00"


def test_a_price_entered_shows_in_the_head_at_once(case, head, session):
    take(case, call(2_000_000, model="house-model-7"))
    session.reload()
    head.show_agent(session.current)
    assert shown(head, "Cost")[1] == "unknown"
    enter_price(case, Price("house-model-7", "2026-01-01", micro("1"), None, None, None, "contract 17"))
    session.data_changed()
    assert shown(head, "Cost") == ("Cost computed", "$2.00")
