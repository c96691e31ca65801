"""Tests, laid out like the source. `cluster` starts the real servers they run against."""
