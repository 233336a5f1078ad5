"""Great Expectations at the two boundaries: what came in, and what will be public."""
