"""One file an architecture: what is searched of it."""
