"""The web port: health, metrics, trends, explanations."""
