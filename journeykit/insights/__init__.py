"""Pure functions on a journey: what it says, and what it still lacks."""
