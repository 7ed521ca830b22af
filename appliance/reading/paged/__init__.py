"""Files with real pages, pictures and PDF: opened, rendered, run through docling's pipeline."""
