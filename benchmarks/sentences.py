"""How well and how fast sentences are cut, ours beside the splitters that can be installed.

Boundaries: the GUM news documents of SHARED/data/attribution, put together again as running text: tokens with the
white space the corpus gives, one space between sentences, an empty line between paragraphs (headings, captions and
dates are paragraphs). A boundary is the place after the last character of a sentence, counted in characters that are
not white space, so that a splitter is never blamed for the spaces it keeps. The end of the document is none. "inside"
leaves out the boundaries that are the ends of the corpus's paragraphs, of the gold and of what is found: these are
easy. Each peer is measured on the whole text ("as it comes") and with ours doing the paragraphs first ("by block").

Golden rules: the 48 texts of SHARED/data/sentences/english_golden_rules.json. A rule holds when exactly its sentences
come out, white space at their edges apart.

Speed: characters a second of processor time over all documents, as it comes, the best of three.

SHARED is the environment variable, by default ../shared beside this project. Peers: `pip install -r
benchmarks/requirements.txt`, in an environment of their own. `--misses` prints what ours gets wrong.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peers import Cutter, Spans, load_installed  # noqa: E402
from claims.splitting.languages.cutting import cut_text  # noqa: E402
from claims.splitting.paragraphs import find_blocks  # noqa: E402

SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))


@dataclass(frozen=True)
class Document:
    """A text with the ends of its sentences and of its paragraphs, counted in characters that are not white space."""

    name: str
    text: str
    ends: frozenset[int]
    paragraph_ends: frozenset[int]


@dataclass
class Counts:
    """Boundaries: found and right, found, and in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: set[int], gold: set[int]) -> None:
        """Count one document."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.gold)

    def __str__(self) -> str:
        """Show precision, recall and F1."""
        return f"{self.right / max(1, self.found):.3f} {self.right / max(1, self.gold):.3f} {self.f1:.3f}"


def read_conllu(path: Path) -> list[list[str]]:
    """Read a CoNLL-U file: paragraphs of sentences, each as it is printed."""
    paragraphs: list[list[str]] = []
    sentence = ""
    covered = 0  # The last word of a multiword token ("don't"), whose parts are not printed again.
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        fields = line.split("\t")
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraphs.append([])
        elif not line.strip():
            if sentence.strip():
                paragraphs[-1].append(sentence.strip())
            sentence, covered = "", 0
        elif len(fields) == 10 and "." not in fields[0]:
            first, _, last = fields[0].partition("-")
            if last:
                covered = int(last)
            elif int(first) <= covered:
                continue
            sentence += fields[1] + ("" if "SpaceAfter=No" in fields[9].split("|") else " ")
    return [paragraph for paragraph in paragraphs if paragraph]


def solid(text: str) -> int:
    """Count the characters that are not white space."""
    return len("".join(text.split()))


def load_documents(folder: Path, gap: str = "\n\n") -> list[Document]:
    """Put the documents together, `gap` between their paragraphs."""
    documents = []
    for path in sorted(folder.glob("*.conllu")):
        paragraphs = read_conllu(path)
        ends, paragraph_ends, at = [], [], 0
        for paragraph in paragraphs:
            for sentence in paragraph:
                at += solid(sentence)
                ends.append(at)
            paragraph_ends.append(at)
        text = gap.join(" ".join(paragraph) for paragraph in paragraphs)
        documents.append(Document(path.stem, text, frozenset(ends[:-1]), frozenset(paragraph_ends)))
    return documents


def ends_of(document: Document, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Give the boundaries a splitter found, as the gold counts them."""
    ends: set[int] = set()
    at = counted = 0
    for _, end in spans:
        counted += solid(document.text[at:end])
        at = end
        ends.add(counted)
    return ends - {solid(document.text)}


def ours(text: str) -> Spans:
    """Cut a text with the project's own splitter, which also tells the language."""
    return cut_text(text)


def by_block(cut: Cutter) -> Cutter:
    """Give a splitter our blocks, one at a time."""

    def cut_blocks(text: str) -> Spans:
        return [
            (block.start + start, block.start + end)
            for block in find_blocks(text)
            for start, end in cut(text[block.start : block.end])
        ]

    return cut_blocks


def rule_holds(cut: Cutter, rule: dict[str, object]) -> bool:
    """Say whether exactly the sentences of a golden rule come out."""
    text = str(rule["text"])
    return [text[start:end].strip() for start, end in cut(text)] == rule["sentences"]


def speed(cut: Cutter, documents: list[Document]) -> float:
    """Give the characters a second of processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for document in documents:
            cut(document.text)
        best = min(best, time.process_time() - start)
    return sum(len(document.text) for document in documents) / best


def show(name: str, cut: Cutter, documents: list[Document], rules: list[dict[str, object]]) -> None:
    """Print one line of figures."""
    everything, inside = Counts(), Counts()
    for document in documents:
        found = ends_of(document, cut(document.text))
        everything.add(found, set(document.ends))
        inside.add(found - document.paragraph_ends, set(document.ends - document.paragraph_ends))
    held = sum(rule_holds(cut, rule) for rule in rules)
    rate = f"{speed(cut, documents) / 1e6:.2f}" if documents else "-"
    print(f"{name:<24}{everything!s:>20}{inside!s:>20}{f'{held}/{len(rules)}':>9}{rate:>10}")


def show_misses(documents: list[Document], rules: list[dict[str, object]]) -> None:
    """Print each boundary of ours that is too many (+) or missing (-), and the golden rules that do not hold."""
    for document in documents:
        compact = " ".join(document.text.split())
        places = [index for index, character in enumerate(compact, start=1) if not character.isspace()]
        found = ends_of(document, ours(document.text))
        for end in sorted(found ^ document.ends):
            at = places[end - 1]
            sign = "+" if end in found else "-"
            print(f"{sign} {document.name}: {compact[max(0, at - 60) : at]} | {compact[at : at + 50].strip()}")
    for rule in rules:
        if not rule_holds(ours, rule):
            text = str(rule["text"])
            print(f"rule: {[text[start:end] for start, end in ours(text)]}\n  not {rule['sentences']}")


def main() -> None:
    """Print the table."""
    documents = load_documents(SHARED / "data" / "attribution")
    golden = SHARED / "data" / "sentences" / "english_golden_rules.json"
    rules = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else []
    if not documents and not rules:
        sys.exit(f"Nothing to measure: {SHARED} has no data/attribution/*.conllu and no golden rules.")
    print(f"{len(documents)} documents, {sum(len(document.ends) for document in documents)} boundaries")
    print(f"{'':<24}{'all: P R F1':>20}{'inside: P R F1':>20}{'golden':>9}{'Mchar/s':>10}")
    show("ours", ours, documents, rules)
    peers, missing = load_installed()
    for name, cut in peers.items():
        show(f"{name}, as it comes", cut, documents, rules)
        show(f"{name}, by block", by_block(cut), documents, rules)
    for name in missing:
        print(f"{name}: not installed")
    if "--misses" in sys.argv:
        show_misses(documents, rules)


if __name__ == "__main__":
    main()
