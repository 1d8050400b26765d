"""The public corpora that have a preset each, in their own splits."""

from typing import NamedTuple

from keras_seqzoo.data import fetch, read_conll

GLOVE = {
    "name": "GloVe 6B, 100 dimensions, rare words mapped from 50",
    "licence": "PDDL-1.0",
    "url": "https://nlp.stanford.edu/projects/glove/",
}
ENGLISH = "English only."


class PublicCorpus(NamedTuple):
    """A corpus: its files for training, development and test, and what cards say."""

    files: tuple
    source: dict
    licence: str
    finds: str
    limits: list


CORPORA = {
    "conll2003": PublicCorpus(
        tuple(f"ner/conll2003/{f}" for f in ("eng.train", "eng.testa", "eng.testb")),
        {
            "name": "CoNLL-2003 English",
            "licence": "Reuters Corpus (RCV1), research use only",
            "url": "https://www.clips.uantwerpen.be/conll2003/ner/",
        },
        "LicenseRef-research-only",
        "persons, locations, organisations and other names in English news",
        [
            ENGLISH,
            "The text it was trained on is licensed for research alone.",
            "News of 1996: names from later are found by context and spelling alone.",
        ],
    ),
    "wnut17": PublicCorpus(
        tuple(
            f"ner/wnut17/{f}"
            for f in (
                "wnut17train.conll",
                "emerging.dev.conll",
                "emerging.test.annotated",
            )
        ),
        {
            "name": "WNUT-17 emerging entities",
            "licence": "CC-BY-4.0",
            "url": "https://github.com/leondz/emerging_entities_17",
        },
        "CC-BY-4.0",
        "persons, locations, corporations, groups, creative works and products in "
        "English posts",
        [ENGLISH, "Rare and new names in noisy text: more than half are missed."],
    ),
    "ncbi_disease": PublicCorpus(
        tuple(f"ner/ncbi_disease/{f}.tsv" for f in ("train", "devel", "test")),
        {
            "name": "NCBI Disease",
            "licence": "public domain; IOB files CC-BY-4.0",
            "url": "https://www.ncbi.nlm.nih.gov/CBBresearch/Dogan/DISEASE/",
        },
        "CC-BY-4.0",
        "diseases in English abstracts of PubMed",
        [ENGLISH, "Not for medical decisions."],
    ),
}


def parts(name):
    """Returns the training, development and test sentences of a corpus."""
    return [list(read_conll(fetch(file))) for file in CORPORA[name].files]
