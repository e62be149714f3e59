"""Measured figures and the scripts that make them; the answers lie beside the project."""
