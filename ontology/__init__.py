"""What exists: the vocabulary, the registers, and the IRIs of documents. Imports no other room."""
