"""One module a command; each holds ``command`` and plain functions that tests call."""
