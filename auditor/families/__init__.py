"""Prompt families: many prompts collapsed to the few templates that made them."""
