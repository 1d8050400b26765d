"""Other taggers that may be installed, as functions of sentences."""

import importlib.util
import sys
import tempfile
from pathlib import Path

NER = Path(__file__).resolve().parents[1] / "ner"


def installed(spacy_model):
    """Returns `{name: function from lists of words}` of the peers at hand."""
    found = {}
    if importlib.util.find_spec("spacy"):
        found |= spacy_taggers(spacy_model)
    if importlib.util.find_spec("pycrfsuite"):
        found["python-crfsuite"] = linear_crf()
    return found


def spacy_taggers(model):
    """The whole pipeline and its tagger alone; untrained if the model is missing."""
    import spacy

    if not (spacy.util.is_package(model) or Path(model).is_dir()):
        return {"spaCy, ner alone, untrained": spacy_pipe(untrained(spacy.blank("en")))}
    others = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
    return {
        "spaCy": spacy_pipe(spacy.load(model)),
        "spaCy, ner alone": spacy_pipe(spacy.load(model, exclude=others)),
    }


def untrained(pipeline):
    """A pipeline with a tagger of the default size; its weights cost what others do."""
    tagger = pipeline.add_pipe("ner")
    for label in ("PER", "LOC", "ORG"):
        tagger.add_label(label)
    pipeline.initialize()
    return pipeline


def spacy_pipe(pipeline):
    def call(sentences):
        docs = pipeline.pipe(" ".join(words) for words in sentences)
        return [[(e.start_char, e.end_char) for e in doc.ents] for doc in docs]

    return call


def linear_crf():
    """A linear CRF, trained for a few rounds: its speed does not depend on them."""
    sys.path.insert(0, str(NER))
    import floor
    import pycrfsuite
    from corpus import wikigold

    floor.SETTINGS["max_iterations"] = 20
    folder = tempfile.mkdtemp()
    path = str(Path(folder) / "floor.crfsuite")
    floor.fit(wikigold()[0], path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return lambda sentences: [tagger.tag(floor.items(words)) for words in sentences]
