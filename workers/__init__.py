"""Celery: settings, thin tasks, the hot folder."""
