"""Characters on transparency: people of all trades, robots, animals, creatures."""
