"""What the small language models of the tests are made of."""

TEXT = "the cat sat on the mat.\nthe rat sat on the cat.\n" * 20
SMALL = {"embedding_dim": 4, "units": 12, "num_layers": 2}
