"""Tables, unit of work, encrypted blobs, keys."""
