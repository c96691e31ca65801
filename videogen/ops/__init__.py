"""Pages for whoever runs the site: they read everything and write nothing."""
