"""Labelled documents -> accuracy, calibration, seconds."""
