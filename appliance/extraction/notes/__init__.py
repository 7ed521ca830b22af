"""Readers of clinical prose: complaints, ailments, medicines, measurements, people."""
