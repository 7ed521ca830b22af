"""Accounts, sessions, sign-in, and what two people decide together."""
