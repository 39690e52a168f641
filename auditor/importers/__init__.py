"""The formats we read: adding one is a module, a line here, and a sample with its expected result.

Other packages add theirs by an entry point (see plugins.py).
"""

from auditor.importers import (
    agentcore,
    anthropic_admin,
    anthropic_console,
    atif,
    azure_openai,
    beads,
    bedrock,
    claude_analytics,
    claude_code,
    codex,
    copilot_usage,
    copilot_user_metrics,
    cursor,
    focus,
    gemini_cli,
    generic_table,
    git_log,
    helicone,
    jira,
    kiro_cli,
    kiro_prompts,
    kiro_user_activity,
    kiro_user_report,
    langfuse,
    langsmith,
    litellm,
    merge_requests,
    openai_usage,
    openclaw,
    openinference,
    openrouter,
    otel_claude_code,
    otlp_genai,
    pull_requests,
    qwen_code,
    vertex,
)
from auditor.importers.contract import Importer
from auditor.importers.plugins import joined

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

PLUGINS = joined(BUILT_IN)
"""Importers of other packages, and a sentence for each that could not join."""

IMPORTERS: tuple[Importer, ...] = (*BUILT_IN, *PLUGINS.importers)
