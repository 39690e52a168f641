"""Logs and bills of what stands between people and models, call by call."""
