"""Measured figures and the scripts that make them; needs the measuring material beside the project."""
