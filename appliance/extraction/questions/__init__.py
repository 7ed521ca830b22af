"""What the language model is asked, and which passages it is shown."""
