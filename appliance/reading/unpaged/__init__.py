"""Files without pages: parsed safely and set on typeset pages."""
