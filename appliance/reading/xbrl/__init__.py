"""XBRL and inline XBRL: facts with context, unit, scale and sign; calculation links."""
