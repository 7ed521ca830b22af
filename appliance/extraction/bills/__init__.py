"""The rows of a bill."""
