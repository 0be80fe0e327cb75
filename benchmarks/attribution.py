"""Who says what in the news documents of the GUM corpus. Run: python benchmarks/attribution.py [--misses]

Gold: an attribution relation of the discourse trees (.rs4) has the source and cue as satellite and the content as
nucleus; the source is named by all mentions of its coreference chain (.conllu). Text CC BY 2.5, annotation CC BY 4.0;
read from SHARED, by default ../shared beside this project. Units: contents are compared as sets of words (no marks),
two are the same when they share half of what they cover together, each is matched once. Picture credits, which the
trees treat as attributions, are left out; a content that stops inside a quotation, because relations seldom cross a
sentence there, is taken to the quotation's end; wishes and things ("denied the charges") are not in this gold. Beside
the splitter stand two simple methods: a sentence with a common cue word is a content; the name nearest before the cue
is the speaker.
"""

import os
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import plain  # noqa: E402
from claims.splitting.split import Split, split  # noqa: E402

SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
SAME = 0.5
COMMON_CUE = re.compile(r"\b(?:said|says|told|according to|added|stated|announced|reported|claimed|believes?)\b")
NAME = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*")
QUOTATION = re.compile(r"[\"“][^\"“”\n]+(?:[\"”]|$)", re.MULTILINE)
SHORTEST = 5


@dataclass(frozen=True)
class Word:
    """A word of the corpus: its offsets in the rebuilt text, its form, part of speech, relation and head's index."""

    start: int
    end: int
    form: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True)
class Gold:
    """One attribution: word indexes of its content and of its satellite, what the source may be called, and whether
    the source is printed as "he" or "she".
    """

    content: frozenset[int]
    satellite: frozenset[int]
    names: frozenset[str]
    pronoun: bool


@dataclass(frozen=True)
class Document:
    """A rebuilt text with its words and attributions; starts: the word index at which each sentence begins."""

    name: str
    text: str
    words: list[Word]
    starts: list[int]
    gold: list[Gold]


def read_document(conllu: Path) -> Document:
    """Read one document: the text as the splitter would get it, and the gold."""
    text, words, starts, mentions = rebuild(conllu.read_text(encoding="utf-8"))
    edus, nuclei = read_tree(conllu.with_suffix(".rs4"), words)
    gold = []
    for satellite, nucleus in nuclei:
        inside = frozenset(i for edu in satellite for i in edus[edu])
        content = frozenset(i for edu in nucleus for i in edus[edu] if words[i].tag != "PUNCT")
        names, pronoun = read_source(words, inside, mentions)
        is_credit = words[min(inside)].form == "Image" or all(
            words[i].tag in ("PROPN", "PUNCT", "CCONJ") for i in inside
        )
        if content and not is_credit:
            gold.append(Gold(to_quotation_end(text, words, content), inside, names, pronoun))
    return Document(conllu.stem, text, words, starts, gold)


def to_quotation_end(text: str, words: list[Word], content: frozenset[int]) -> frozenset[int]:
    """Widen a content that lies in a quotation to all of that quotation but its satellite's words."""
    for match in QUOTATION.finditer(text):
        if match.start() <= words[min(content)].start and words[max(content)].end <= match.end():
            return content | {
                i for i in range(max(content), len(words)) if words[i].end <= match.end() and words[i].tag != "PUNCT"
            }
    return content


def rebuild(rows: str) -> tuple[str, list[Word], list[int], list[tuple[str, int, int]]]:
    """Give the text, its words, the sentences' first words and the mentions (entity, first word, last word)."""
    text, words, starts = "", [], []
    mentions: list[tuple[str, int, int]] = []
    opened: dict[str, list[int]] = {}
    joined, joined_space, base = 0, "", 0
    for line in rows.splitlines():
        if line.startswith("# newpar") and "_" not in line.split("=")[0] and text:
            text = text.rstrip() + "\n\n"
        if line.startswith("#"):
            continue
        if not line:
            continue
        cells = line.split("\t")
        space = "" if "SpaceAfter=No" in cells[9] else " "
        if "-" in cells[0]:
            joined, joined_space = int(cells[0].split("-")[1]), space
            continue
        if "." in cells[0]:
            continue
        number = int(cells[0])
        if number == 1:
            base = len(words)
            starts.append(base)
        start = len(text)
        text += cells[1]
        words.append(Word(start, len(text), cells[1], cells[3], cells[7], base + int(cells[6]) - 1))
        if number < joined:
            space = ""
        elif number == joined:
            space, joined = joined_space, 0
        text += space
        note_mentions(cells[9], len(words) - 1, opened, mentions)
    return text, words, starts, mentions


def note_mentions(cell: str, at: int, opened: dict[str, list[int]], mentions: list[tuple[str, int, int]]) -> None:
    """Read the brackets of one word's Entity field: "(1-person-...", "(2-place-...)", "1)"."""
    field = next((part[7:] for part in cell.split("|") if part.startswith("Entity=")), "")
    for opening, closing in re.findall(r"\((\d+)[^()]*(?=[()]|$)|(\d+)?\)", field):
        if opening:
            opened.setdefault(opening, []).append(at)
            last = opening
        else:
            entity = closing or last
            if opened.get(entity):
                mentions.append((entity, opened[entity].pop(), at))


def read_tree(path: Path, words: list[Word]) -> tuple[dict[str, list[int]], list[tuple[set[str], set[str]]]]:
    """Give the words of each clause, and for each attribution the clauses of satellite and content."""
    body = ET.parse(path).getroot().find("body")  # noqa: S314 - a file of ours
    parents: dict[str, tuple[str, str]] = {}
    edus: dict[str, list[int]] = {}
    at = 0
    for node in body if body is not None else ():
        if node.tag in ("segment", "group"):
            parents[node.get("id", "")] = (node.get("parent", ""), node.get("relname", ""))
        if node.tag == "segment":
            count = len((node.text or "").split())
            edus[node.get("id", "")] = list(range(at, at + count))
            at += count
    if at != len(words):
        raise ValueError(f"{path.name}: {at} words in the tree, {len(words)} in the sentences")
    kinds = relation_kinds(path)
    children: dict[str, list[str]] = {}
    for node, (parent, _) in parents.items():
        children.setdefault(parent, []).append(node)

    def below(node: str, *, own: bool) -> set[str]:
        """Give the clauses under a node; `own` leaves its direct satellites out."""
        found = {node} & edus.keys()
        for child in children.get(node, ()):
            relation = parents[child][1]
            if not (own and relation != "span" and kinds.get(relation) != "multinuc"):
                found |= below(child, own=False)
        return found

    return edus, [
        (below(node, own=False), below(parent, own=True))
        for node, (parent, relation) in parents.items()
        if relation.startswith("attribution")
    ]


def relation_kinds(path: Path) -> dict[str, str]:
    """Give relation -> "rst" or "multinuc"."""
    root = ET.parse(path).getroot()  # noqa: S314 - a file of ours
    return {rel.get("name", ""): rel.get("type", "") for rel in root.iter("rel")}


def read_source(
    words: list[Word], satellite: frozenset[int], mentions: list[tuple[str, int, int]]
) -> tuple[frozenset[str], bool]:
    """Give what the source of a satellite may be called, and whether it is printed as "he" or "she"."""
    inside = [m for m in mentions if m[1] in satellite]
    subjects = [i for i in sorted(satellite) if words[i].relation in ("nsubj", "nsubj:pass", "obl:agent")]
    if not subjects:
        subjects = [i for i in sorted(satellite) if words[i].relation in ("obl", "nmod", "root", "dep")]
    for subject in subjects:
        covering = [m for m in inside if m[1] <= subject <= m[2]]
        # The mention whose head this is: the largest that does not begin after a verb of its own.
        headed = [m for m in covering if not m[1] <= words[subject].head <= m[2]]
        if not headed:
            continue
        entity = max(headed, key=lambda m: m[2] - m[1])[0]
        names = set()
        for other, first, last in mentions:
            if other == entity:
                names.add(" ".join(word.form for word in words[first : last + 1] if word.tag != "PUNCT"))
                proper = [word.form for word in words[first : last + 1] if word.tag == "PROPN"]
                names.add(" ".join(proper))
        return frozenset(names - {""}), words[subject].form.lower() in ("he", "she")
    return frozenset(words[i].form for i in subjects[:1]), False


def matches(speaker: str | None, names: frozenset[str]) -> bool:
    """Say whether a speaker is one of the source's names, or a longer or shorter form of a proper one."""
    if speaker is None:
        return False
    own = plain(speaker)
    words = set(own.split())
    for name in names:
        other = plain(name.replace(" 's", "'s"))
        if own == other or (len(words) > 1 and words <= set(other.split())):
            return True
        if other[:1].isalpha() and name[0].isupper() and len(other) > 3 and set(other.split()) <= words:
            return True
    return False


def covered(document: Document, start: int, end: int) -> frozenset[int]:
    """Give the words of text[start:end], without marks."""
    return frozenset(
        i for i, word in enumerate(document.words) if word.start >= start and word.end <= end and word.tag != "PUNCT"
    )


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Give intersection over union."""
    return len(one & other) / len(one | other) if one | other else 0.0


def match_contents(gold: list[frozenset[int]], found: list[frozenset[int]]) -> dict[int, int]:
    """Match contents one to one, best first: gold index -> found index."""
    pairs = sorted(
        (
            (overlap(wanted, given), i, j)
            for i, wanted in enumerate(gold)
            for j, given in enumerate(found)
            if wanted & given
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= SAME and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def direct_quotes(document: Document) -> list[tuple[int, int, frozenset[str]]]:
    """Give the quotations of SHORTEST words and more inside gold contents, with their source's names."""
    quotes = []
    for first, last in [match.span() for match in QUOTATION.finditer(document.text)]:
        words = covered(document, first, last)
        if len(words) < SHORTEST:
            continue
        holders = [gold for gold in document.gold if len(gold.content & words) >= SAME * len(words)]
        if holders and all(gold.names for gold in holders):
            quotes.append((first, last, min(holders, key=lambda gold: len(gold.content)).names))
    return quotes


def nearest_name(document: Document, gold: Gold) -> str | None:
    """Give the capitalised words nearest before the cue that do not open a sentence: a simple method."""
    at = document.words[min(gold.satellite)].start
    found = [m.group() for m in NAME.finditer(document.text[:at])]
    return found[-1] if found else None


def sentence_contents(document: Document) -> list[frozenset[int]]:
    """Give each sentence with a common cue word as a content: a simple method."""
    found = []
    for first, last in zip(document.starts, [*document.starts[1:], len(document.words)], strict=True):
        span = document.words[first].start, document.words[last - 1].end
        if COMMON_CUE.search(document.text, *span):
            found.append(covered(document, *span))
    return found


class Counts:
    """What is added up over the documents."""

    def __init__(self) -> None:
        self.figures: dict[str, list[int]] = {}
        self.misses: list[str] = []

    def add(self, name: str, right: int, of: int = 1) -> None:
        """Count `right` out of `of`."""
        figure = self.figures.setdefault(name, [0, 0])
        figure[0] += right
        figure[1] += of

    def share(self, name: str) -> float:
        """Give right / of."""
        right, of = self.figures.get(name, [0, 1])
        return right / max(1, of)


def compare(document: Document, result: Split, counts: Counts) -> None:
    """Count one document."""
    text = document.text
    wanted = [gold.content for gold in document.gold]
    spans = [covered(document, one.start, one.end) for one in result.attributions]
    clauses = [span for span, one in zip(spans, result.attributions, strict=True) if one.kind != "act"]
    found = len(match_contents(wanted, clauses))
    counts.add("clause recall", found, len(wanted))
    counts.add("clause precision", found, len(clauses))
    matched = match_contents(wanted, spans)
    counts.add("content recall", len(matched), len(wanted))
    counts.add("content precision", len(matched), len(spans))
    simple = sentence_contents(document)
    counts.add("simple recall", len(match_contents(wanted, simple)), len(wanted))
    counts.add("simple precision", len(match_contents(wanted, simple)), len(simple))
    claims = [covered(document, claim.start, claim.end) for claim in result.claims if claim.attribution]
    counts.add("claim recall", len(match_contents(wanted, claims)), len(wanted))
    counts.add("claim precision", len(match_contents(wanted, claims)), len(claims))
    for index, gold in enumerate(document.gold):
        shown = " ".join(text[document.words[min(gold.content)].start : document.words[max(gold.content)].end].split())
        frame = " ".join(document.words[i].form for i in sorted(gold.satellite))
        given = result.attributions[matched[index]] if index in matched else None
        if given is None:
            counts.misses.append(f"{document.name}: no content ({frame}) {shown[:150]}")
        elif gold.names:
            right = matches(given.speaker or given.speaker_as_printed, gold.names)
            counts.add("speaker of matched", right)
            if not right:
                counts.misses.append(f"{document.name}: speaker {given.speaker} not {sorted(gold.names)} ({frame})")
        if gold.pronoun and gold.names:
            near = max(result.attributions, key=lambda a: overlap(covered(document, a.start, a.end), gold.content))
            hit = overlap(covered(document, near.start, near.end), gold.content) > 0
            counts.add("pronoun", hit and matches(near.speaker, gold.names))
            counts.add("simple pronoun", matches(nearest_name(document, gold), gold.names))
    taken = set(matched.values())
    for index, one in enumerate(result.attributions):
        if index not in taken:
            counts.misses.append(f"{document.name}: extra <{one.cue}> {one.speaker}: {text[one.start : one.end][:150]}")
    everything = frozenset().union(*wanted) if wanted else frozenset()
    for claim in result.claims:
        words = covered(document, claim.start, claim.end)
        if words and len(words & everything) < SAME * len(words):
            counts.add("own voice given away", claim.speaker is not None)
    for first, last, names in direct_quotes(document):
        words = covered(document, first, last)
        near_by = [c for c in result.claims if c.quote and covered(document, c.start, c.end) & words]
        right = any(matches(claim.speaker, names) for claim in near_by)
        counts.add("quotes", right)
        if not right:
            counts.misses.append(
                f"{document.name}: quote {[c.speaker for c in near_by]} not {sorted(names)}: {text[first:last][:100]}"
            )


def main() -> None:
    """Measure all documents and print the figures; --misses prints what went wrong."""
    counts = Counts()
    paths = sorted((SHARED / "data" / "attribution").glob("*.conllu"))
    if not paths:
        print(f"no documents under {SHARED / 'data' / 'attribution'}")
        return
    for path in paths:
        document = read_document(path)
        compare(document, split(document.text), counts)
    if "--misses" in sys.argv:
        print("\n".join(counts.misses))

    def f1(name: str) -> str:
        recall, precision = counts.share(f"{name} recall"), counts.share(f"{name} precision")
        harmonic = 2 * recall * precision / max(1e-9, recall + precision)
        return f"{harmonic:.3f} (recall {recall:.3f}, precision {precision:.3f})"

    print(f"{len(paths)} documents, {counts.figures['content recall'][1]} attributions")
    print(f"contents, F1 at IoU {SAME}:          {f1('content')}")
    print(f"  without wishes and things:      {f1('clause')}")
    print(f"  the same, claims as contents:   {f1('claim')}")
    print(f"  a sentence with a cue word:     {f1('simple')}")
    for label, name in (
        ("speaker of matched contents", "speaker of matched"),
        ("direct quotes, right speaker", "quotes"),
        ("pronoun speakers", "pronoun"),
        ("  the nearest name", "simple pronoun"),
        ("own voice given a speaker", "own voice given away"),
    ):
        right, of = counts.figures.get(name, [0, 0])
        print(f"{label + ':':<34}{counts.share(name):.3f} ({right}/{of})")


if __name__ == "__main__":
    main()
