"""Is it more than chance: counted people, what is usual, and the tests."""
