"""Segments: how accounts are divided, which division is chosen, and how it stays the same."""
