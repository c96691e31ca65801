"""The drawing kit under every picture: colors, curves, a canvas with soft shading, chance."""
