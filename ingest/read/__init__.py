"""One reader a format, each from a file to :class:`cancu.ingest.text.SourceText`."""
