"""Traces, spans and telemetry."""
