"""Ways of talking to a model. Padding and honest kinds share most: the wording does not tell which is which."""
