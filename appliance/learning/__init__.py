"""Corrections -> better models."""
