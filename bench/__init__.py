"""Benchmarks: what the rooms are measured on, and the floors below which they must not fall."""
