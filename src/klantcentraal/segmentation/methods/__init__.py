"""One module for each way to segment; each fits on training rows and is frozen after that."""
