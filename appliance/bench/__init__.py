"""Measures the appliance against its bars, and against a stack put together in an afternoon."""
