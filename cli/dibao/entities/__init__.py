"""Entity types, one module each: what each finds is written down in its RULES."""
