"""Logs of the clouds that serve models."""
