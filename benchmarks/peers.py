"""Sentence splitters of other people, each as one function from a text to its sentences' offsets.

They come from benchmarks/requirements.txt. One that is not installed is missing from `installed()` and named by
`missing()`: nothing else here needs it.
"""

from collections.abc import Callable, Iterable

Spans = list[tuple[int, int]]
Cutter = Callable[[str], Spans]


def locate(text: str, pieces: Iterable[str]) -> Spans:
    """Find sentences given as strings in their text, one after the other; white space at the edges is dropped."""
    spans: Spans = []
    at = 0
    for piece in pieces:
        stripped = piece.strip()
        found = text.find(stripped, at) if stripped else -1
        if found >= 0:
            at = found + len(stripped)
            spans.append((found, at))
    return spans


def load_nupunkt() -> Cutter:
    """Give nupunkt, as it comes."""
    from nupunkt import sent_tokenize

    return lambda text: locate(text, sent_tokenize(text))


def load_syntok() -> Cutter:
    """Give syntok, as it comes; it gives tokens with offsets, paragraph by paragraph."""
    from syntok import segmenter

    def cut(text: str) -> Spans:
        sentences = [sentence for paragraph in segmenter.analyze(text) for sentence in paragraph if sentence]
        return [(sentence[0].offset, sentence[-1].offset + len(sentence[-1].value)) for sentence in sentences]

    return cut


def load_pysbd() -> Cutter:
    """Give pySBD for English, as it comes."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda text: locate(text, segmenter.segment(text))


def load_spacy() -> Cutter:
    """Give spaCy's rules (the sentencizer behind the blank English pipeline); its models are not on PyPI."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    return lambda text: [
        (start, start + len(sentence.text.strip()))
        for sentence in nlp(text).sents
        if sentence.text.strip()
        for start in [text.index(sentence.text.strip(), sentence.start_char)]
    ]


LOADERS: dict[str, Callable[[], Cutter]] = {
    "nupunkt": load_nupunkt,
    "syntok": load_syntok,
    "pysbd": load_pysbd,
    "spaCy rules": load_spacy,
}


def load_installed() -> tuple[dict[str, Cutter], list[str]]:
    """Give the splitters that can be imported, and the names of those that cannot."""
    found: dict[str, Cutter] = {}
    missing: list[str] = []
    for name, load in LOADERS.items():
        try:
            found[name] = load()
        except ImportError:
            missing.append(name)
    return found, missing
