"""Measures the product: see ``scripts/bench --help``."""
