"""Pages and pictures of the cells, made from one description of each."""
