"""What each rule file may hold: one module a file, listed in the catalogue."""
