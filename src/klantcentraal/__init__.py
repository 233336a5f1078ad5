"""Customer segments that a B2B company can trust and act on, in its own warehouse."""
