"""Letters from pixels: recognition of lines, doubtful ones searched anew, how text is spelt."""
