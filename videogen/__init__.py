"""The project: composition of the apps at the top, a small library at the bottom, no domain."""
