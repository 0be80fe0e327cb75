"""Known phrases looked up at a word: one step for the first word, a comparison for each phrase that begins so."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from claims.splitting.details.words import Word, find_words

Payload = TypeVar("Payload")
# Words of one phrase stand at most this many characters apart.
FARTHEST = 2


class Found(NamedTuple, Generic[Payload]):
    """A phrase found: the index of the word after it, the offset where it ends, and what is known of it."""

    following: int
    end: int
    payload: Payload


class Phrases(Generic[Payload]):
    """Phrases by their first word, longest first. With `cased`, capitals must agree."""

    def __init__(self, phrases: Mapping[str, Payload] | Iterable[tuple[str, Payload]], *, cased: bool) -> None:
        self.cased = cased
        self.by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases.items() if isinstance(phrases, Mapping) else phrases:
            words = tuple(word.text if cased else word.lower for word in find_words(phrase))
            if words:
                self.by_first.setdefault(words[0], []).append((words, payload))
        for found in self.by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[Word], index: int, endings: tuple[str, ...] = ()) -> Found[Payload] | None:
        """Find the longest phrase that begins at `index`; its last word may have one of `endings` more."""
        word = words[index]
        first = word.text if self.cased else word.lower
        entries = self.by_first.get(first)
        if entries:
            for phrase, payload in entries:
                end = word.end if len(phrase) == 1 else self.end_of(words, index, phrase, endings)
                if end:
                    return Found(index + len(phrase), end, payload)
        for ending in endings:
            if first.endswith(ending):
                for phrase, payload in self.by_first.get(first[: -len(ending)], ()):
                    if len(phrase) == 1:
                        return Found(index + 1, word.end - len(ending), payload)
        return None

    def end_of(self, words: Sequence[Word], index: int, phrase: tuple[str, ...], endings: tuple[str, ...]) -> int:
        """Give the offset where a phrase that begins at `index` ends, or 0 when it does not stand there."""
        size = len(phrase)
        if index + size > len(words):
            return 0
        last = words[index + size - 1]
        for at in range(index, index + size - 1):
            if words[at + 1].start - words[at].end > FARTHEST:
                return 0
        printed = [word.text if self.cased else word.lower for word in words[index : index + size]]
        if tuple(printed[:-1]) != phrase[:-1]:
            return 0
        if printed[-1] == phrase[-1]:
            return last.end
        for ending in endings:
            if printed[-1] == phrase[-1] + ending:
                return last.end - len(ending)
        return 0
