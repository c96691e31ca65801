"""The embedded default provider: draws, animates, speaks and cuts without a key or a network."""
