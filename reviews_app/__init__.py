"""People deciding: what approve and reject mean at a gate, and the record of every decision."""
