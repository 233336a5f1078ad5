"""Segmentations: several methods on one yardstick, judged, chosen, named and kept over time."""
