"""Training the tagger of names and places: texts, gazetteers, network (``appliance train pii``)."""
