"""bytes -> uploads: sniffing, limits, duplicates, members of archives and e-mails."""
