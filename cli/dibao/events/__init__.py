"""Event types, one module each."""
