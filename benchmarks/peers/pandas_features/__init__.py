"""The features in pandas: a module per criterion, and what they share."""
