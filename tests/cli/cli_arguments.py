"""Arguments that train a classifier, and the smallest sizes of one."""

TINY = ["--set", "units=4", "--set", "embedding_dim=4", "--set", "min_count=1"]


def train(folder, out, *arguments):
    data = str(folder / "train.tsv")
    return ["train", "sentiment", "--data", data, "--out", str(out), *arguments]
