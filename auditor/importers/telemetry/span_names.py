"""The attribute names that say the same of a model call, newest convention first."""

CALLS = frozenset(
    [
        *("chat", "generate_content", "text_completion", "completion", "embeddings", "embedding"),
        *("responses", "response", "generate", "message", "messages"),
    ]
)
"""Operations that are one model call."""

AGENTS = frozenset({"invoke_agent", "create_agent"})

OPERATION = ("gen_ai.operation.name", "llm.request.type")
INPUT = (
    *("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    *("llm.token_count.prompt", "llm.usage.prompt_tokens", "llm.usage.input_tokens"),
)
OUTPUT = (
    *("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    *("llm.token_count.completion", "llm.usage.completion_tokens", "llm.usage.output_tokens"),
)
TOTAL = ("gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens")
READ = (
    *("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_read_tokens"),
    *("gen_ai.usage.input_tokens.cached", "gen_ai.usage.prompt_tokens_details.cached_tokens"),
    *("gen_ai.usage.details.cache_read_tokens", "llm.token_count.prompt_details.cache_read"),
    *("llm.usage.cache_read_input_tokens", "llm.usage.cache_read_tokens"),
)
CREATION = (
    *("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens"),
    *("gen_ai.usage.cache_creation_tokens", "gen_ai.usage.cache_write_tokens"),
    *("gen_ai.usage.details.cache_write_tokens", "llm.token_count.prompt_details.cache_write"),
    *("llm.usage.cache_creation_input_tokens", "llm.usage.cache_creation_tokens"),
)
REASONING = (
    *("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens"),
    *("gen_ai.usage.output_tokens.reasoning", "gen_ai.usage.details.reasoning_tokens"),
    *("llm.token_count.completion_details.reasoning", "llm.usage.reasoning_tokens"),
)
COUNTS = (*INPUT, *OUTPUT, *TOTAL, *READ, *CREATION)

MODEL = (
    *("gen_ai.response.model", "gen_ai.request.model", "llm.response.model_name", "llm.model_name"),
    *("llm.request.model_name", "embedding.model_name"),
)
PROVIDER = ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system")
AGENT_NAME = ("gen_ai.agent.name", "agent.name", "agent_name", "gen_ai.agent.id")
SESSION = ("gen_ai.conversation.id", "session.id", "langfuse.session.id", "traceloop.association.properties.session_id")
PERSON = ("user.email", "enduser.id", "user.id", "langfuse.user.id", "traceloop.association.properties.user_id")
COST = ("llm.cost.total", "gen_ai.usage.cost", "operation.cost", "gen_ai.usage.total_cost")

PROMPT = (
    *("gen_ai.input.messages", "gen_ai.prompt", "llm.input_messages", "gen_ai.request.messages"),
    *("ai.prompt.messages", "ai.prompt", "input.value", "traceloop.entity.input", "embedding.text"),
)
ANSWER = (
    *("gen_ai.output.messages", "gen_ai.completion", "llm.output_messages", "gen_ai.response.messages"),
    *("ai.response.text", "ai.response.toolCalls", "output.value", "traceloop.entity.output"),
)
INDEXED_PROMPT = ("gen_ai.prompt", "llm.input_messages")
INDEXED_ANSWER = ("gen_ai.completion", "llm.output_messages")
