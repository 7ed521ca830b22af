"""Permissions, accounts, sessions."""
