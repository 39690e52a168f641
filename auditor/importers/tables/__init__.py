"""Plain tables, by their own names or by a mapping that a person confirmed."""
