"""Learning from the datasets: what may be learned, and how much each criterion helps."""
