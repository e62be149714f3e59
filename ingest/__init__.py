"""From a file to the graph of one document: read, structure, mentions, resolve, graph."""
