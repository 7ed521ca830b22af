"""Which document type is it? Structured kinds, weighted cues and traits."""
