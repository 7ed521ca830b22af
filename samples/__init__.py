"""Sample documents with their truth, and the generator that drew them."""
