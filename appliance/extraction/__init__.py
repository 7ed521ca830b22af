"""Document -> Classification and Extraction: candidates, language model, grounding, confidence."""
