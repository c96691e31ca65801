"""People being told: notifications, alerts, and the live socket of the site."""
