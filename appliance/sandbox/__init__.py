"""A child process with limits and fences, for whoever parses foreign bytes; and who starts it."""
