"""What each recipe trains and how, chosen on development data alone."""

from typing import Any, NamedTuple

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


class Recipe(NamedTuple):
    """How one preset is trained; `vectors` are arguments of `corpus.vectors_for`."""

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
    pretrain: dict[str, Any] | None = None


BILSTM = {"units": 128, "pooling": "attention", "input_dropout": 0.5, "dropout": 0.5}
PHRASES = {"units": 100, "pooling": "max", "input_dropout": 0.3, "dropout": 0.4}
PHRASES_PLAN = {"epochs": 3, "learning_rate": 2e-3, "batch_size": 64}
REVIEWS = {"units": 100, "pooling": "max", "input_dropout": 0.3, "dropout": 0.4}
IMDB_PROTOCOL = (
    "accuracy on the 25,000 test reviews of IMDB, whole; trained on 22,500 reviews, "
    f"chosen on 2,500. {CLEAN}"
)
MR_PROTOCOL = "accuracy on a random 10 % of the sentences of MR; trained on 80 %, "
MR_PROTOCOL += f"chosen on 10 %. {CLEAN}"
TWO = "There is no neutral class: a text without opinion gets one of the two."

REVIEWS_RECIPE = Recipe(
    "imdb",
    REVIEWS,
    {"epochs": 2, "learning_rate": 2e-3, "patience": 2},
    {},
    [IMDB, GLOVE],
    "IMDB test",
    IMDB_PROTOCOL,
    "Tells positive from negative film reviews of any length: GloVe vectors and a "
    "bidirectional LSTM with max pooling.",
    [FILMS, TWO, "English only."],
    min_count=5,
    licence="other",
)

RECIPES = {
    "mr": Recipe(
        "mr",
        BILSTM,
        {"epochs": 10, "learning_rate": 3e-3, "patience": 4},
        {},
        [MR, GLOVE],
        "MR, a random 10 % of the sentences",
        MR_PROTOCOL,
        "Tells positive from negative English sentences about films: GloVe vectors and "
        "a bidirectional LSTM with attention pooling.",
        [FILMS, TWO, "English only."],
    ),
    "mr_tiny": Recipe(
        "mr",
        BILSTM | {"units": 48},
        {"epochs": 6, "learning_rate": 3e-3, "patience": 4},
        {"dim": 50, "top": 4_000, "min_count": 2},
        [MR, GLOVE],
        "MR, a random 10 % of the sentences",
        MR_PROTOCOL,
        "Tells positive from negative English sentences about films, in under 2 MB: "
        "GloVe vectors of 50 dimensions and a small bidirectional LSTM with attention "
        "pooling.",
        [FILMS, TWO, "English only."],
        min_count=3,
    ),
    "sst2_sentences": Recipe(
        "sst2_sentences",
        {"units": 100, "pooling": "max", "input_dropout": 0.4, "dropout": 0.4},
        {"epochs": 5, "learning_rate": 2e-3, "patience": 3},
        None,
        [SST],
        "SST-2 test",
        f"accuracy on the 1,821 test sentences of SST-2; trained on sentences. {CLEAN}",
        "Tells positive from negative English sentences about films; no word vectors.",
        [FILMS, TWO, "English only."],
        licence="other",
    ),
    "sst2": Recipe(
        "sst2",
        PHRASES,
        PHRASES_PLAN,
        {},
        [SST, GLOVE],
        "SST-2 test",
        "accuracy on the 1,821 test sentences of SST-2; trained on the phrases of the "
        f"training trees that are not neutral. {CLEAN}",
        "Tells positive from negative English sentences about films: GloVe vectors and "
        "a bidirectional LSTM with max pooling, trained on phrases.",
        [FILMS, TWO, "English only."],
        min_count=3,
        licence="other",
    ),
    "sst5": Recipe(
        "sst5",
        PHRASES,
        PHRASES_PLAN | {"epochs": 2},
        {},
        [SST, GLOVE],
        "SST-5 test",
        "accuracy on the 2,210 test sentences of SST-5; trained on all phrases of the "
        f"training trees. {CLEAN}",
        'Rates English sentences about films from "0" (very negative) to "4" (very '
        "positive): GloVe vectors and a bidirectional LSTM, trained on phrases.",
        [FILMS, "English only."],
        min_count=3,
        licence="other",
    ),
    "imdb": REVIEWS_RECIPE,
    "imdb_pretrained": REVIEWS_RECIPE._replace(
        plan={"epochs": 4, "learning_rate": 1e-3, "patience": 2, "layer_decay": 0.5},
        description="Tells positive from negative film reviews of any length: GloVe "
        "vectors and a bidirectional LSTM that was a language model of the same "
        "reviews first.",
        pretrain={"epochs": 2, "learning_rate": 2e-3},
    ),
}
