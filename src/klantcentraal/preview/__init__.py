"""What changed rule files would do, before they are used."""
