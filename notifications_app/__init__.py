"""People being told: notifications made from events by a job, and the inbox of each person."""
