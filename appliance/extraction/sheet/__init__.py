"""A document as rows and cells, with headings, cues and tables in it."""
