"""All sentences of a text in any language, with what opens them: datelines, list marks, speakers' labels."""

from claims.splitting.languages.borders import find_borders
from claims.splitting.languages.detection import choose_language
from claims.splitting.paragraphs import find_blocks
from claims.splitting.sentences import cut_sentences


def cut_text(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Give the sentences of a text as (start, end) in code points, in order; nothing but white space is left out.

    language: a tag such as "de" or "de-AT", told from the text when None.
    """
    code = choose_language(text, language)
    if code == "en":
        return cut_sentences(text)
    blocks = find_blocks(text)
    spans: list[tuple[int, int]] = []
    at = 0
    sentences = find_borders(text, blocks, code)
    for index, block in enumerate(blocks):
        start = block.start
        while at < len(sentences) and sentences[at].block == index:
            spans.append((start, sentences[at].end))
            at += 1
            start = sentences[at].start if at < len(sentences) else block.end
        if not spans or spans[-1][0] < block.start:
            spans.append((block.start, block.end))  # Nothing but a label.
    return spans
