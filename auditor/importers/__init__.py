"""The formats we read: adding one is a module, a line here, and a sample with its expected result.

Other packages add theirs by an entry point (see plugins.py).
"""

from auditor.importers.assistants import (
    atif,
    claude_code,
    codex,
    gemini_cli,
    kiro_cli,
    kiro_prompts,
    openclaw,
    qwen_code,
)
from auditor.importers.cloud import agentcore, azure_openai, bedrock, vertex
from auditor.importers.contract import Importer
from auditor.importers.gateways import cursor, helicone, litellm, openrouter
from auditor.importers.outcomes import beads, git_log, jira, merge_requests, pull_requests
from auditor.importers.reports import (
    anthropic_admin,
    anthropic_console,
    claude_analytics,
    copilot_usage,
    copilot_user_metrics,
    focus,
    kiro_user_activity,
    kiro_user_report,
    openai_usage,
)
from auditor.importers.tables import generic_table
from auditor.importers.telemetry import langfuse, langsmith, openinference, otel_claude_code, otlp_genai
from auditor.plugins import joined

BUILT_IN: tuple[Importer, ...] = (
    generic_table.IMPORTER,
    claude_code.IMPORTER,
    otel_claude_code.IMPORTER,
    codex.IMPORTER,
    gemini_cli.IMPORTER,
    qwen_code.IMPORTER,
    openclaw.IMPORTER,
    bedrock.IMPORTER,
    agentcore.IMPORTER,
    git_log.IMPORTER,
    pull_requests.IMPORTER,
    merge_requests.IMPORTER,
    jira.IMPORTER,
    beads.IMPORTER,
    kiro_user_report.IMPORTER,
    kiro_user_activity.IMPORTER,
    kiro_prompts.IMPORTER,
    kiro_cli.IMPORTER,
    copilot_usage.IMPORTER,
    copilot_user_metrics.IMPORTER,
    anthropic_console.IMPORTER,
    anthropic_admin.IMPORTER,
    claude_analytics.IMPORTER,
    openai_usage.IMPORTER,
    litellm.IMPORTER,
    cursor.IMPORTER,
    openrouter.IMPORTER,
    helicone.IMPORTER,
    azure_openai.IMPORTER,
    vertex.IMPORTER,
    focus.IMPORTER,
    otlp_genai.IMPORTER,
    openinference.IMPORTER,
    langfuse.IMPORTER,
    langsmith.IMPORTER,
    atif.IMPORTER,
)

PLUGINS = joined("auditor.importers", Importer, BUILT_IN)
"""Importers of other packages, and a sentence for each that could not join."""

IMPORTERS: tuple[Importer, ...] = (*BUILT_IN, *PLUGINS[0])

PROBLEMS: tuple[str, ...] = PLUGINS[1]
