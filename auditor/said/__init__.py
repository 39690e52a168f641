"""What prompts and responses hold, as numbers an indicator can count."""
