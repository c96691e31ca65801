"""REST for tasks, assets, events, channels and costs: read the request, call the core, answer."""
