"""What speaks for padding and what speaks for usefulness, with equal room."""
