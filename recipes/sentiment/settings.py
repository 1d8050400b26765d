"""What each recipe trains and how, chosen on development data alone."""

from typing import NamedTuple

GLOVE = {
    "name": "GloVe 6B",
    "licence": "PDDL-1.0",
    "url": "https://nlp.stanford.edu/projects/glove/",
}
MR = {
    "name": "MR, sentence polarity v1.0",
    "licence": "CC-BY-4.0",
    "url": "https://www.cs.cornell.edu/people/pabo/movie-review-data/",
}
SST = {
    "name": "Stanford Sentiment Treebank",
    "licence": "none stated",
    "url": "https://nlp.stanford.edu/sentiment/",
}
IMDB = {
    "name": "Large Movie Review Dataset (IMDB)",
    "licence": "none stated",
    "url": "https://ai.stanford.edu/~amaas/data/sentiment/",
}
FILMS = "Trained on film reviews; other subjects are less certain."
CLEAN = (
    "No text of the test or development data stands in the training data, in any "
    "casing or tokenisation (recipes/checks/sentiment_overlap.py: 0). Every choice was "
    "made on the development data; the test data were scored once."
)

AGAIN = (
    " Those of a model with the same seed were scored before, when backslashes of the "
    "files stood in the texts."
)


class Recipe(NamedTuple):
    """How one preset is trained.

    `vectors` are arguments of `corpus.vectors_for`; `start` is what words and encoder
    are taken from: a preset, or a language model of `films.py`.
    """

    corpus: str
    settings: dict
    plan: dict
    vectors: dict | None
    data: list
    test_data: str
    protocol: str
    description: str
    limits: list
    min_count: int = 2
    licence: str = "CC-BY-4.0"
    start: str | None = None


SENTENCES = {"pooling": "attention", "input_dropout": 0.5, "dropout": 0.5}
PHRASES = {"pooling": "max", "input_dropout": 0.3, "dropout": 0.4}
NARROW = {"units": 100}
BIGRAMS = {"bigram_rows": 2**18}
MORE_BIGRAMS = {"bigram_rows": 2**20}
PHRASES_PLAN = {"epochs": 3, "learning_rate": 2e-3, "batch_size": 64}
STARTED_PLAN = PHRASES_PLAN | {"learning_rate": 1e-3}
SENTENCES_PLAN = {"epochs": 6, "learning_rate": 1e-3}
REVIEWS_PLAN = {"epochs": 3, "learning_rate": 1e-3, "patience": 2}
FILMS_FIRST = "was a language model of film reviews first, bigrams beside it"
IMDB_FIRST = "was trained on IMDB first, bigrams beside it"
TOLD = {"films": "the language model of recipes/sentiment/films.py"}
SAME = (
    "Word vectors and encoder start from {start}, the same for every seed; no text of "
    "the test data is a review that it was trained on."
)
TWO = "There is no neutral class: a text without opinion gets one of the two."


def started(recipe, start, first, **changes):
    """The recipe with another model in place of word vectors; `first` tells of it."""
    changes = {"settings": recipe.settings} | changes
    settings = {k: v for k, v in changes.pop("settings").items() if k != "units"}
    sources = [d for d in recipe.data if d not in (IMDB, GLOVE)]
    return recipe._replace(
        vectors=None,
        start=start,
        settings=settings,
        data=[*sources, IMDB, GLOVE],
        protocol=f"{recipe.protocol} {SAME.format(start=TOLD.get(start, start))}",
        description=f"{recipe.description[:-1]}; the encoder {first}.",
        licence="other",
        **changes,
    )


MR_VECTORS = Recipe(
    "mr",
    SENTENCES | BIGRAMS | {"units": 128},
    {"epochs": 10, "learning_rate": 3e-3, "patience": 4},
    {},
    [MR, GLOVE],
    "MR, a random 10 % of the sentences",
    "accuracy on a random 10 % of the sentences of MR; trained on 80 %, chosen on "
    f"10 %. {CLEAN}",
    "Tells positive from negative English sentences about films: GloVe vectors and a "
    "bidirectional LSTM with attention pooling, bigrams beside it.",
    [FILMS, TWO, "English only."],
)
SST2_VECTORS = Recipe(
    "sst2",
    PHRASES | NARROW,
    PHRASES_PLAN,
    {},
    [SST, GLOVE],
    "SST-2 test",
    "accuracy on the 1,821 test sentences of SST-2; trained on the phrases of the "
    f"training trees that are not neutral. {CLEAN}{AGAIN}",
    "Tells positive from negative English sentences about films: GloVe vectors and a "
    "bidirectional LSTM with max pooling, trained on phrases.",
    [FILMS, TWO, "English only."],
    min_count=3,
    licence="other",
)
SST5_VECTORS = SST2_VECTORS._replace(
    corpus="sst5",
    plan=PHRASES_PLAN | {"epochs": 2},
    test_data="SST-5 test",
    protocol="accuracy on the 2,210 test sentences of SST-5; trained on all phrases of "
    f"the training trees. {CLEAN}{AGAIN}",
    description='Rates English sentences about films from "0" (very negative) to "4" '
    "(very positive): GloVe vectors and a bidirectional LSTM with max pooling, trained "
    "on phrases.",
    limits=[FILMS, "English only."],
)
IMDB_VECTORS = SST2_VECTORS._replace(
    corpus="imdb",
    plan=REVIEWS_PLAN,
    data=[IMDB, GLOVE],
    test_data="IMDB test",
    protocol="accuracy on the 25,000 test reviews of IMDB, whole; trained on 22,500 "
    f"reviews, chosen on 2,500. {CLEAN}",
    description="Tells positive from negative film reviews of any length: GloVe "
    "vectors and a bidirectional LSTM with max pooling.",
)

RECIPES = {
    "mr": MR_VECTORS,
    "mr_films": started(
        MR_VECTORS,
        "sentiment_bilstm.imdb",
        IMDB_FIRST,
        settings=PHRASES | BIGRAMS,
        plan=SENTENCES_PLAN,
    ),
    "mr_tiny": MR_VECTORS._replace(
        settings=SENTENCES | {"units": 48},
        plan={"epochs": 6, "learning_rate": 3e-3, "patience": 4},
        vectors={"dim": 50, "top": 4_000, "min_count": 2},
        description="Tells positive from negative English sentences about films, in "
        "under 2 MB: GloVe vectors of 50 dimensions and a small bidirectional LSTM "
        "with attention pooling.",
        min_count=3,
    ),
    "sst2": started(
        SST2_VECTORS,
        "sentiment_bilstm.imdb",
        IMDB_FIRST,
        settings=PHRASES | BIGRAMS,
        plan=STARTED_PLAN,
    ),
    "sst2_vectors": SST2_VECTORS,
    "sst2_sentences": SST2_VECTORS._replace(
        corpus="sst2_sentences",
        settings=PHRASES | NARROW | BIGRAMS | {"input_dropout": 0.4},
        plan={"epochs": 5, "learning_rate": 2e-3, "patience": 3},
        vectors=None,
        data=[SST],
        protocol="accuracy on the 1,821 test sentences of SST-2; trained on sentences. "
        f"{CLEAN}",
        description="Tells positive from negative English sentences about films; no "
        "word vectors.",
        min_count=2,
    ),
    "sst5": started(
        SST5_VECTORS,
        "sentiment_bilstm.imdb",
        IMDB_FIRST,
        settings=PHRASES | BIGRAMS,
        plan=STARTED_PLAN | {"epochs": 2},
    ),
    "imdb": started(
        IMDB_VECTORS, "films", FILMS_FIRST, settings=PHRASES | MORE_BIGRAMS
    ),
}
