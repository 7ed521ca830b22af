"""Clinical documents that state their values: C-CDA and FHIR."""
