"""Things: props on transparency, and what people hold.

Each is about 200 units high around (0, 0) and stands on y = 100.
"""
