"""One file per recognizer; see ``appliance.privacy.recognizer``."""
