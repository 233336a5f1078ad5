"""Measurements on generated volume: `make bench` and `make soak`."""
