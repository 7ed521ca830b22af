"""Medical records: a visit (``visit``), told as a note, a letter or C-CDA XML."""
