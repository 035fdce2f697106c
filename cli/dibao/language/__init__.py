"""What the language has: ordinary words, numerals, a calendar, two scripts."""
