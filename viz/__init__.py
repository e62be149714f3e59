"""What people look at: graph pages, highlighted documents, audit reports."""
