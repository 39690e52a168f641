"""Files as importers read them: containers, encodings, JSON and CSV of every shape, and what their heads look like."""
