"""Learns what the wording of a statement says about checking it. Run: python benchmarks/train_checkworthiness.py

Writes claims/splitting/data/en/learned_worth.txt from the annotated debates in SHARED/data (by default ../shared beside
this project). Needs benchmarks/requirements.txt; the splitter needs none of it. Takes about three minutes.

1. Words get vectors from the company they keep in all texts there are, published checks included: "unemployment" and
   "inflation" come to lie side by side, so a word that was seldom annotated learns from its neighbours.
2. Two logistic regressions over phrases, vectors and signals: one on the ClaimBuster sentences, one on whole debates,
   where only the claims that fact-checkers really took up count.
3. Both are linear, and so is their weighted sum, and so are the vectors: everything folds into one weight a phrase.
4. The border is put where F1 is best on sentences of debates that the weights have not seen (cross-validation), the
   latest campaign counting as much as all.
"""

import datetime
import json
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ranking import f1_at  # noqa: E402
from claims.splitting.checkworthiness import Candidate, find_reasons  # noqa: E402
from claims.splitting.learned import BETWEEN, FILE, UNIT  # noqa: E402
from claims.splitting.phrases import length_of, phrases_of, signals_of, word_of  # noqa: E402
from claims.splitting.tokens import tokenise  # noqa: E402
from claims.splitting.wordlists import DATA  # noqa: E402

SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
# A phrase seen less often is an accident.
SEEN_AT_LEAST = 3
# How much a word, a pair and a triple may count: the shorter, the less it depends on one debate's wording.
TRUST = {0: 2.5, 1: 1.5, 2: 1.0}
VECTOR_LENGTH, WINDOW = 100, 5
# Inverse strength of the regularisation of the two regressions; both by cross-validation.
LOOSENESS, DEBATES_LOOSENESS = 1.0, 0.1
# What the debates' regression counts beside the other. More ranks whole debates better and single sentences worse.
DEBATES_SHARE = 0.2
# The 1,032 sentences that experts annotated count this often.
EXPERTS = 2.0
FOLDS = 5
# From this stretch on, the ClaimBuster sentences are those of the latest campaign (2016).
LATEST = 32
# Phrases that weigh less (in units of the file) are left out, which halves the file and changes no ranking to speak of.
LIGHTEST = 10

Matrix = Any


@dataclass(frozen=True)
class Statement:
    """An annotated sentence, read as the splitter reads it. group: the debate, or the stretch of one; plain: letters
    and digits alone, by which near-duplicates are known; weight: how much its label counts.
    """

    text: str
    label: bool
    group: str
    plain: str
    words: list[str]
    phrases: set[str]
    signals: list[str]
    length: int
    weight: float = 1.0


@dataclass(frozen=True)
class Model:
    """Weights as they are shipped, in units of learned.py; a total above 0 is above the border once the border is
    taken off `start`.
    """

    start: int
    signals: dict[str, int]
    phrases: dict[str, int]

    def total(self, statement: Statement) -> float:
        """Give the sum for one statement, as learned.py does with the rounded weights."""
        signals = sum(self.signals.get(signal, 0) for signal in statement.signals)
        return (self.start + signals + self.wording(statement)) * UNIT

    def wording(self, statement: Statement) -> float:
        """Give what the phrases add up to, in units."""
        return sum(self.phrases.get(phrase, 0) for phrase in statement.phrases) / math.sqrt(statement.length + 1)


def read_statement(text: str, *, label: bool, group: str, weight: float = 1.0) -> Statement:
    """Read one sentence as `manage.py score` does."""
    tokens = tokenise(text, 0, len(text))
    reasons = find_reasons(Candidate(tokens, attributed=False, quoted=False, question=text.rstrip().endswith("?")))
    return Statement(
        text,
        label,
        group,
        plain=" ".join(re.findall(r"[a-z0-9]+", text.lower())),
        words=[word_of(token) for token in tokens],
        phrases={phrase for phrase in phrases_of(tokens) if BETWEEN not in phrase},
        signals=list(signals_of(tokens, reasons)),
        length=length_of(tokens),
        weight=weight,
    )


def rows_of(name: str) -> list[dict[str, Any]]:
    """Read a JSONL file of the shared data."""
    with (SHARED / "data" / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_claimbuster() -> list[Statement]:
    """Give train.jsonl; its ids count through debate after debate: a thousand of them are a stretch of one or two."""
    rows = rows_of("checkworthy/train.jsonl")
    return [
        read_statement(row["text"], label=row["checkworthy"], group=str(int(row["id"]) // 1000))
        for row in sorted(rows, key=lambda row: int(row["id"]))
    ]


def load_experts() -> list[Statement]:
    """Give dev.jsonl: too easy to measure on, good to learn from."""
    rows = rows_of("checkworthy/dev.jsonl")
    return [
        read_statement(row["text"], label=row["checkworthy"], group=str(int(row["id"]) // 1000), weight=EXPERTS)
        for row in rows
    ]


def load_debates() -> list[Statement]:
    """Give the whole debates, in order."""
    rows = rows_of("checkworthy/debates_train.jsonl")
    return [read_statement(row["text"], label=row["checkworthy"], group=row["debate"]) for row in rows]


def load_checks() -> list[list[str]]:
    """Give the words of the published checks' claims and titles; they teach which words keep company, nothing else."""
    texts = [row[name] or "" for row in rows_of("matching/checks.jsonl") for name in ("claim", "title")]
    return [[word_of(token) for token in tokenise(text, 0, len(text))] for text in texts]


@dataclass(frozen=True)
class Vectors:
    """A vector for each word, its length being how telling the word is."""

    index: dict[str, int]
    rows: Matrix


def learn_vectors(texts: Sequence[list[str]]) -> Vectors:
    """Learn word vectors: positive pointwise mutual information of words at most WINDOW apart, left and right kept
    apart, brought down to VECTOR_LENGTH dimensions.
    """
    frequency = Counter(word for text in texts for word in set(text))
    words = sorted(word for word, count in frequency.items() if count >= SEEN_AT_LEAST)
    index = {word: at for at, word in enumerate(words)}
    lefts: list[int] = []
    rights: list[int] = []
    nearness: list[float] = []
    for text in texts:
        places = [index.get(word, -1) for word in text]
        for distance in range(1, WINDOW + 1):
            for left, right in zip(places, places[distance:], strict=False):
                if left >= 0 and right >= 0:
                    lefts.append(left)
                    rights.append(right)
                    nearness.append(1 / distance)
    company = sparse.csr_matrix((nearness, (lefts, rights)), shape=(len(words), len(words)))
    both = sparse.hstack([association(company), association(company.T.tocsr())]).tocsr()
    left_vectors, strengths, _ = svds(both, k=VECTOR_LENGTH, random_state=0)
    vectors = left_vectors * np.sqrt(strengths)
    vectors /= np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))
    rarity = np.array([math.log(len(texts) / frequency[word]) for word in words])
    return Vectors(index, np.nan_to_num(vectors) * rarity[:, None])


def association(company: Matrix) -> Matrix:
    """Give how much more often than by chance two words meet, where it is more."""
    rows = np.asarray(company.sum(1)).ravel()
    columns = np.asarray(company.sum(0)).ravel() ** 0.75  # A little less for the rarest, which meet by accident.
    cells = company.tocoo()
    value = np.log(cells.data * columns.sum() / (rows[cells.row] * columns[cells.col]))
    above = value > 0
    return sparse.csr_matrix((value[above], (cells.row[above], cells.col[above])), shape=company.shape)


class Space:
    """The columns that both regressions see, and the way back from their coefficients to weights."""

    def __init__(self, statements: Sequence[Statement], vectors: Vectors) -> None:
        frequency = Counter(phrase for statement in statements for phrase in statement.phrases)
        self.phrases = index_of(phrase for phrase, count in frequency.items() if count >= SEEN_AT_LEAST)
        self.signals = index_of(signal for statement in statements for signal in statement.signals)
        self.vectors = vectors
        rarity = [math.log((len(statements) + 1) / (frequency[phrase] + 1)) + 1 for phrase in self.phrases]
        trust = [TRUST[phrase.count(" ")] for phrase in self.phrases]
        self.scale = np.array(rarity)
        self.scale /= size_of(over_length(statements) @ incidence(statements, "phrases", self.phrases), self.scale)
        self.scale *= np.array(trust)
        self.signal_scale = 1 / size_of(incidence(statements, "signals", self.signals), np.ones(len(self.signals)))
        spread = over_length(statements) @ incidence(statements, "words", vectors.index) @ vectors.rows
        self.vector_scale = 1 / math.sqrt((spread**2).sum(1).mean())

    def matrix(self, statements: Sequence[Statement]) -> Matrix:
        """Give a row for each statement."""
        shorter = over_length(statements)
        phrases = shorter @ incidence(statements, "phrases", self.phrases) @ sparse.diags(self.scale)
        signals = incidence(statements, "signals", self.signals) * self.signal_scale
        spread = shorter @ incidence(statements, "words", self.vectors.index) @ (self.vectors.rows * self.vector_scale)
        return sparse.hstack([phrases, signals, sparse.csr_matrix(spread)]).tocsr()

    def fold(self, coefficients: Matrix, start: float) -> Model:
        """Turn coefficients into weights of signals and phrases; a word's vector becomes part of the word's weight."""
        first, second = len(self.phrases), len(self.phrases) + len(self.signals)
        phrases = dict(zip(self.phrases, coefficients[:first] * self.scale, strict=True))
        company = self.vectors.rows @ coefficients[second:] * self.vector_scale
        for word, weight in zip(self.vectors.index, company, strict=True):
            phrases[word] = phrases.get(word, 0.0) + weight
        signals = dict(zip(self.signals, coefficients[first:second] * self.signal_scale, strict=True))
        return Model(round(start / UNIT), rounded(signals), rounded(phrases, LIGHTEST))


def rounded(weights: dict[str, float], lightest: int = 0) -> dict[str, int]:
    """Give weights in units, without those lighter than `lightest`."""
    units = {name: round(weight / UNIT) for name, weight in weights.items()}
    return {name: weight for name, weight in units.items() if abs(weight) >= lightest}


def index_of(names: Iterable[str]) -> dict[str, int]:
    """Number names in a fixed order."""
    return {name: at for at, name in enumerate(sorted(set(names)))}


def incidence(statements: Sequence[Statement], field: str, index: dict[str, int]) -> Matrix:
    """Give a row of 0 and 1 for each statement: which of the indexed names its `field` holds."""
    columns: list[int] = []
    ends = [0]
    for statement in statements:
        columns.extend(sorted({index[name] for name in getattr(statement, field) if name in index}))
        ends.append(len(columns))
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(statements), len(index)))


def over_length(statements: Sequence[Statement]) -> Matrix:
    """Give the diagonal matrix that divides each row by the square root of its length."""
    return sparse.diags([1 / math.sqrt(statement.length + 1) for statement in statements])


def size_of(rows: Matrix, scale: Matrix) -> float:
    """Give the root mean square length of the rows, by which a block of columns is made as large as any other."""
    scaled = rows @ sparse.diags(scale)
    return math.sqrt(scaled.multiply(scaled).sum(1).mean())


def train(claimbuster: Sequence[Statement], debates: Sequence[Statement], checks: Sequence[list[str]]) -> Model:
    """Learn from sentences and from whole debates; the border is not set yet."""
    everything = [*claimbuster, *debates]
    vectors = learn_vectors([statement.words for statement in everything] + list(checks))
    space = Space(everything, vectors)
    seen, whole = space.matrix(claimbuster), space.matrix(debates)
    sentences = LogisticRegression(C=LOOSENESS, solver="liblinear")
    sentences.fit(seen, labels(claimbuster), sample_weight=[statement.weight for statement in claimbuster])
    taken_up = LogisticRegression(C=DEBATES_LOOSENESS, solver="liblinear", class_weight="balanced")
    taken_up.fit(whole, labels(debates))
    share = DEBATES_SHARE * sentences.decision_function(seen).std() / taken_up.decision_function(seen).std()
    coefficients = sentences.coef_[0] + share * taken_up.coef_[0]
    return space.fold(coefficients, float(sentences.intercept_[0] + share * taken_up.intercept_[0]))


def labels(statements: Sequence[Statement]) -> list[bool]:
    """Give the labels alone."""
    return [statement.label for statement in statements]


def without(statements: Sequence[Statement], held_out: Sequence[Statement]) -> list[Statement]:
    """Leave out what is held out, near-duplicates and the sentences of the same groups included."""
    plain = {statement.plain for statement in held_out}
    groups = {statement.group for statement in held_out}
    return [s for s in statements if s.plain not in plain and s.group not in groups]


def folds_of(statements: Sequence[Statement]) -> list[list[int]]:
    """Cut the groups into FOLDS folds, as places in `statements`."""
    groups = list(dict.fromkeys(statement.group for statement in statements))
    fold_of = {group: at % FOLDS for at, group in enumerate(groups)}
    return [[at for at, s in enumerate(statements) if fold_of[s.group] == fold] for fold in range(FOLDS)]


def cross_validate(
    claimbuster: Sequence[Statement],
    experts: Sequence[Statement],
    debates: Sequence[Statement],
    checks: Sequence[list[str]],
    *,
    whole_debates: bool,
) -> list[float]:
    """Give the total of each ClaimBuster sentence (or each sentence of the whole debates) by weights that have not
    seen its debate.
    """
    measured = debates if whole_debates else claimbuster
    totals = [0.0] * len(measured)
    for number, fold in enumerate(folds_of(measured)):
        held_out = [measured[at] for at in fold]
        model = train(
            [*without(claimbuster, held_out), *without(experts, held_out)], without(debates, held_out), checks
        )
        for at in fold:
            totals[at] = model.total(measured[at])
        print(f"    fold {number + 1} of {FOLDS} done", file=sys.stderr, flush=True)
    return totals


def choose_border(statements: Sequence[Statement], totals: Sequence[float]) -> tuple[float, float, float]:
    """Give the border, F1 of all statements there and F1 of the latest campaign's.

    Campaigns grow fonder of figures, and the border drifts: the latest counts as much as all together.
    """
    late = [at for at, statement in enumerate(statements) if int(statement.group) >= LATEST]
    truth, late_truth = labels(statements), [statements[at].label for at in late]
    late_totals = [totals[at] for at in late]
    measured = [
        (border, f1_at(truth, totals, border), f1_at(late_truth, late_totals, border))
        for border in (step / 20 for step in range(-60, 41))
    ]
    return max(measured, key=lambda row: row[1] + row[2])


def as_file(model: Model, border: float, usual: int, notes: Sequence[str]) -> str:
    """Write the weights as learned.py reads them, the phrases of one weight on one line."""
    lines = [f"# {note}" for note in notes]
    lines.append(f"start {model.start + usual - round(border / UNIT)}")
    lines.append(f"usual {usual}")
    lines += [f"signal {weight} {signal}" for signal, weight in sorted(model.signals.items(), key=lambda it: -it[1])]
    by_weight: dict[int, list[str]] = {}
    for phrase, weight in model.phrases.items():
        by_weight.setdefault(weight, []).append(phrase)
    lines += [f"phrases {weight} {BETWEEN.join(sorted(by_weight[weight]))}" for weight in sorted(by_weight)[::-1]]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Cross-validate for the border, learn from everything, write the file."""
    claimbuster, experts, debates, checks = load_claimbuster(), load_experts(), load_debates(), load_checks()
    totals = cross_validate(claimbuster, experts, debates, checks, whole_debates=False)
    border, f1, latest = choose_border(claimbuster, totals)
    model = train([*claimbuster, *experts], debates, checks)
    usual = round(sum(map(model.wording, claimbuster)) / len(claimbuster))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    notes = (
        f"What the wording of a statement says about checking it. Learned {today} by",
        "benchmarks/train_checkworthiness.py, which is to be run again; do not edit by hand.",
        "From ClaimBuster's debate sentences (CheckThat! 2024 task 1 English, train and dev; Zenodo 3609356;",
        "research use), whole debates (CheckThat! 2019 task 1; free for general research use) and, for word vectors",
        "only, published checks (CheckThat! 2022 task 2A; research use). Their texts are not here: words, pairs,",
        f"patterns and weights are. Cross-validated by stretches of debates, F1 at the border: {f1:.3f}, of the latest",
        f"campaign alone {latest:.3f}.",
        "Why, and how to do without them: docs/decisions/0008-trained-weights.md.",
    )
    (DATA / "en" / FILE).write_text(as_file(model, border, usual, notes), encoding="utf-8")
    print(f"F1 {f1:.3f}, of the latest campaign {latest:.3f}, at the border {border:.2f}; {len(model.phrases)} phrases")


if __name__ == "__main__":
    main()
