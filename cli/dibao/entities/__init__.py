"""Entity types, one module each."""
