"""Where a stretch of German is two statements: at a comma or "und" behind which a main clause begins."""

from claims.splitting.languages.german.words import Word, is_finite

# What opens a subordinate or infinitive clause, whatever its verb.
NO_OPENERS = frozenset({"denen", "deren", "dessen", "zu", "um", "ohne", "als"})
# Before the verb of a main clause stands one phrase.
FARTHEST_VERB = 8


def cut_clauses(words: list[Word], start: int, end: int) -> list[tuple[int, int]]:
    """Cut words[start:end] into statements, as word indexes."""
    spans: list[tuple[int, int]] = []
    begin = start
    for at in range(start + 2, end - 2):
        word = words[at]
        if word.place != words[begin].place:
            continue
        joint = at + 1
        if word.text in ",;":
            while joint < end and words[joint].lower in ("und", "aber", "doch", "sondern", "denn"):
                joint += 1
        elif word.lower not in ("und", "aber"):
            continue
        second = joint < end and words[joint].lower == "dass" and word.lower == "und"
        if has_verb(words, begin, at) and (second or is_main_clause(words, joint, end)):
            spans.append((begin, at))
            begin = joint
    spans.append((begin, end))
    return spans


def has_verb(words: list[Word], start: int, end: int) -> bool:
    """Say whether a finite verb stands in words[start:end] before any subordinate clause begins."""
    return any(is_finite(word) for word in words[start:end])


def is_main_clause(words: list[Word], start: int, end: int) -> bool:
    """Say whether a main clause begins at `start`: its verb comes second, not first and not last."""
    if start >= end or words[start].tag in ("SUB", "MARK") or words[start].lower in NO_OPENERS:
        return False
    place = words[start].place
    stop = next((at for at in range(start, end) if words[at].text in ",;:" and words[at].place == place), end)
    verb = next((at for at in range(start, stop) if is_finite(words[at])), -1)
    last = stop - 1
    while last > start and words[last].tag == "MARK":
        last -= 1
    return start < verb < last and verb - start <= FARTHEST_VERB
