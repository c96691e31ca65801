"""Real servers on loopback that stand in for the services of others in tests."""
