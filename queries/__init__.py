"""The store, the query catalogue and everything that is asked of the graph."""
