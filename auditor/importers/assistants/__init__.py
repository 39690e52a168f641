"""Sessions that coding assistants and agents keep on a laptop."""
