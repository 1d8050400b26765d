"""Named entity recognition in any text."""

from keras_seqzoo.configuration import to_dict
from keras_seqzoo.models.ner_compact import compacted
from keras_seqzoo.models.ner_decoders import decoder_for
from keras_seqzoo.models.ner_examples import read_sentences
from keras_seqzoo.models.ner_learning import Learning
from keras_seqzoo.models.ner_making import Making
from keras_seqzoo.progress import shown
from keras_seqzoo.runtime.shapes import vocabulary_sizes
from keras_seqzoo.runtime.spans import SpanFinder, iob2_tags
from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.word_features import WordFeatures
from keras_seqzoo.training.reliability import reliability_of
from keras_seqzoo.training.span_errors import span_errors
from keras_seqzoo.training.span_f1 import span_scores

GOLDEN = [
    "Angela Merkel met Tim Cook of Apple in Berlin last week.",
    "RT @BBCNews: heavy snow in London, flights from Paris delayed \U0001f328",
    "Nothing to see here.",
    "",
]


class NERTagger(Making, Learning, SpanFinder):
    """Finds named entities in texts.

    Example:

    >>> tagger = keras_seqzoo.NERTagger.from_preset("ner_bilstm_crf.open")
    >>> [span[:2] for span in tagger.tag("Ada Lovelace lived in London.")]
    [('Ada Lovelace', 'PER'), ('London', 'LOC')]
    """

    preprocessor_class = WordFeatures
    pipeline_tag = "token-classification"
    usage = (
        "import keras_seqzoo\n\n"
        'tagger = keras_seqzoo.NERTagger.from_preset("{name}")\n'
        'tagger.tag("Ada Lovelace lived in London.")'
    )

    def __init__(self, architecture, config, preprocessor=None, network=None):
        super().__init__(architecture, config, preprocessor, network)
        self.decode = decoder_for(self)

    @classmethod
    def vocabulary_sizes(cls, config):
        return vocabulary_sizes(to_dict(config))

    def with_int8_vectors(self):
        """Returns a tagger whose fixed word vectors take a quarter of the memory.

        Each vector becomes 8-bit integers with a scale of its own; all other weights
        stay as they are.

        Raises:
            ValueError: If it has no fixed vectors, or they are int8 already.
        """
        return NERTagger(self.architecture, *compacted(self))

    def evaluate(self, examples, verbose=0):
        """Returns span `f1`, `precision` and `recall` by the rules of conlleval.

        Args:
            examples: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            verbose: 1 for a progress bar.
        """
        examples = read_sentences(examples, "examples")
        words = [example.words for example in examples]
        spans = self.tag_words(shown(words, verbose))
        predicted = [iob2_tags(*pair) for pair in zip(spans, words, strict=True)]
        scores = span_scores([example.tags for example in examples], predicted)
        return {name: getattr(scores, name) for name in ("f1", "precision", "recall")}

    def report(self, examples, most=20):
        """Says what the tagger gets wrong and whether it is as sure as it is right.

        Args:
            examples: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            most: Number of different errors to list.

        Returns:
            `{"scores", "confusion", "errors", "reliability"}`: a
            `keras_seqzoo.training.SpanScores`, what `span_errors` gives, and how often
            spans are right by their confidence. `keras_seqzoo.hub.pictures` draws them.
        """
        examples = read_sentences(examples, "examples")
        words = [example.words for example in examples]
        true = [example.tags for example in examples]
        found = self.tag_words(words)
        predicted = [iob2_tags(*pair) for pair in zip(found, words, strict=True)]
        return {
            "scores": span_scores(true, predicted),
            **span_errors(words, true, predicted, most),
            "reliability": span_reliability(found, true),
        }

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        return [[span._asdict() for span in spans] for spans in self.tag(inputs)]


def span_reliability(found, true_tags):
    """How often found spans are right by their confidence."""
    true = [set(tag_schemes.spans(tags)) for tags in true_tags]
    sure = [span.confidence for spans in found for span in spans]
    right = [
        (span.label, span.start, span.end) in gold
        for spans, gold in zip(found, true, strict=True)
        for span in spans
    ]
    return reliability_of(sure, right)
