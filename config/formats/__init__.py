"""How dates are written in each language; Leichte Sprache follows German."""
