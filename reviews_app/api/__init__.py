"""REST for deciding: approve, reject, undo, many at once, and the record of decisions."""
