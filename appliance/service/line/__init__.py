"""The line a document moves along: taken in, leased, read, staged, woken."""
