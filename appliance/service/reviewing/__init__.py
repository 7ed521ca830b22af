"""What reviewers do with a document: correct, approve, redact, release; and what that teaches."""
