"""The features in polars: a module per criterion, and what they share."""
