"""Use cases, by subject; the first line of each asks for its permission."""
