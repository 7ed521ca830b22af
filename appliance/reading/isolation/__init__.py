"""The reader's child process: its limits and fences, the frames it speaks, and who starts it."""
