"""Escalation: questions to a larger model, from preparing one to merging its answer."""
