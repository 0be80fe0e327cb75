"""How well check-worthiness ranks, beside the simple methods. Run: python benchmarks/checkworthiness.py

1. Sentences of debates: F1 (at a border set on the other folds) and average precision, cross-validated by stretches of
   debates. 2. Whole debates, each left out in its turn with a fifth of the others: mean average precision. Both learn
   anew for each fold and need benchmarks/requirements.txt and SHARED/data (SHARED is ../shared beside this project by
   default); without scikit-learn the shipped weights are measured, which have seen these sentences.
3. Articles: how many of the claims that people gave high priority the top half by score holds.
"""

import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import GoldClaim, load_own, load_shared, overlap_with  # noqa: E402
from benchmarks.ranking import average_precision, best_border, f1_at  # noqa: E402
from claims.splitting.checkworthiness import judge_statement  # noqa: E402
from claims.splitting.split import ClaimSpan, split  # noqa: E402

try:
    from benchmarks import train_checkworthiness as training
except ImportError:
    training = None  # type: ignore[assignment]

SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
OWN = ROOT / "tests" / "splitting" / "gold"
SAME = 0.5
Row = dict[str, Any]


def rows_of(name: str) -> list[Row]:
    """Read a JSONL file of the annotated debates."""
    with (SHARED / "data" / "checkworthy" / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def by_length(text: str) -> float:
    """Rank by length in words."""
    return len(text.split())


def by_figures(text: str) -> float:
    """Rank by the number of words with a digit in them."""
    return sum(any(letter.isdigit() for letter in word) for word in text.split())


def by_shipped_weights(text: str) -> float:
    """Rank by the score that `manage.py score` prints."""
    return judge_statement(text).score


def show_sentences(name: str, truth: Sequence[bool], totals: Sequence[float], folds: Sequence[Sequence[int]]) -> None:
    """Print F1 and average precision. For F1 each fold is cut at the border that suits the others best."""
    taken = [False] * len(truth)
    for fold in folds:
        inside = set(fold)
        others = [at for at in range(len(truth)) if at not in inside]
        _, border = best_border([truth[at] for at in others], [totals[at] for at in others])
        for at in fold:
            taken[at] = totals[at] >= border
    f1 = f1_at(truth, [float(is_taken) for is_taken in taken], 0.5)
    print(f"  {name:<44} F1 {f1:.3f}   AP {average_precision(truth, totals):.3f}", flush=True)


def show_debates(name: str, debates: Sequence[str], truth: Sequence[bool], totals: Sequence[float]) -> None:
    """Print the mean over the debates of average precision."""
    places: dict[str, list[int]] = {}
    for at, debate in enumerate(debates):
        places.setdefault(debate, []).append(at)
    each = [average_precision([truth[i] for i in own], [totals[i] for i in own]) for own in places.values()]
    print(f"  {name:<44} mean AP {sum(each) / len(each):.3f} over {len(each)} debates", flush=True)


def tfidf(statements: Sequence[Any], folds: Sequence[Sequence[int]]) -> list[float]:
    """Give the totals of the usual baseline: TF-IDF of words and pairs, logistic regression, the same folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    totals = [0.0] * len(statements)
    for fold in folds:
        held_out = [statements[at] for at in fold]
        rest = training.without(statements, held_out)
        method = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(C=4.0, solver="liblinear", class_weight="balanced"),
        )
        method.fit([statement.text for statement in rest], training.labels(rest))
        for at, total in zip(fold, method.decision_function([s.text for s in held_out]), strict=True):
            totals[at] = float(total)
    return totals


def measure_debates() -> None:
    """Cross-validate on sentences and on whole debates, all methods on the same folds."""
    claimbuster, experts = training.load_claimbuster(), training.load_experts()
    debates, checks = training.load_debates(), training.load_checks()
    simple: dict[str, Callable[[str], float]] = {"length in words": by_length, "words with a digit": by_figures}
    truth, folds = training.labels(claimbuster), training.folds_of(claimbuster)
    print(
        f"sentences of debates ({len(truth)}, {sum(truth)} worth checking), {len(folds)} folds by stretches of debates"
    )
    for name, method in simple.items():
        show_sentences(name, truth, [method(statement.text) for statement in claimbuster], folds)
    show_sentences("TF-IDF and logistic regression", truth, tfidf(claimbuster, folds), folds)
    ours = training.cross_validate(claimbuster, experts, debates, checks, whole_debates=False)
    show_sentences("ours", truth, ours, folds)
    show_latest(claimbuster, truth, ours)

    truth, folds, groups = training.labels(debates), training.folds_of(debates), [s.group for s in debates]
    print(f"whole debates ({len(truth)} sentences, {sum(truth)} taken up by fact-checkers)")
    for name, method in simple.items():
        show_debates(name, groups, truth, [method(statement.text) for statement in debates])
    show_debates("TF-IDF and logistic regression", groups, truth, tfidf(debates, folds))
    ours = training.cross_validate(claimbuster, experts, debates, checks, whole_debates=True)
    show_debates("ours", groups, truth, ours)


def show_latest(statements: Sequence[Any], truth: Sequence[bool], totals: Sequence[float]) -> None:
    """Print how the latest campaign fares at the border that suits all earlier ones: whether the border keeps."""
    late = [at for at, statement in enumerate(statements) if int(statement.group) >= training.LATEST]
    early = [at for at, statement in enumerate(statements) if int(statement.group) < training.LATEST]
    _, border = best_border([truth[at] for at in early], [totals[at] for at in early])
    truth, totals = [truth[at] for at in late], [totals[at] for at in late]
    name = f"ours, the {len(late)} sentences of 2016"
    f1, precision = f1_at(truth, totals, border), average_precision(truth, totals)
    print(
        f"  {name:<44} F1 {f1:.3f}   AP {precision:.3f}   (F1 at its best border {best_border(truth, totals)[0]:.3f})"
    )


def halves(number: int) -> list[list[int]]:
    """Cut places into a first and a second half."""
    return [list(range(number // 2)), list(range(number // 2, number))]


def measure_without_learning() -> None:
    """Measure what needs no library. The shipped weights have seen these sentences and look better than they are."""
    methods = {
        "length in words": by_length,
        "words with a digit": by_figures,
        "shipped weights, sentences they have seen": by_shipped_weights,
    }
    sentences, debates = rows_of("train.jsonl"), rows_of("debates_train.jsonl")
    print("scikit-learn is not installed: nothing is learned anew")
    for name, method in methods.items():
        totals = [method(row["text"]) for row in sentences]
        show_sentences(name, [row["checkworthy"] for row in sentences], totals, halves(len(totals)))
        totals = [method(row["text"]) for row in debates]
        show_debates(name, [row["debate"] for row in debates], [row["checkworthy"] for row in debates], totals)


def annotated() -> Iterator[tuple[str, str, list[tuple[GoldClaim, str]]]]:
    """Give name, text and (claim, priority) of each annotated article."""
    for path in sorted(OWN.glob("*.txt")):
        text, claims = load_own(path)
        rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield path.stem, text, [(claim, row["priority"]) for claim, row in zip(claims, rows, strict=True)]
    for path in sorted((SHARED / "samples").glob("*.gold.json")):
        text, claims = load_shared(path.with_name(path.name.replace(".gold.json", ".txt")))
        rows = json.loads(path.read_text(encoding="utf-8"))["claims"]
        yield path.name, text, [(claim, row["priority"]) for claim, row in zip(claims, rows, strict=True)]


def held_in_top_half(
    claims: Sequence[ClaimSpan], gold: Sequence[tuple[GoldClaim, str]], rank: Callable[[ClaimSpan], float]
) -> tuple[int, int, int]:
    """Count claims of high priority: in the top half by rank, found at all, and all."""
    ranked = sorted(range(len(claims)), key=lambda at: -rank(claims[at]))
    top = set(ranked[: math.ceil(len(claims) / 2)])
    held = found = every = 0
    for wanted, priority in gold:
        if priority != "high":
            continue
        every += 1
        best = max(range(len(claims)), key=lambda at: overlap_with(claims[at], wanted), default=None)
        if best is not None and overlap_with(claims[best], wanted) >= SAME:
            found += 1
            held += best in top
    return held, found, every


def measure_articles() -> None:
    """Print the share of high-priority claims in the top half of each article, by our score and by length."""
    print("articles: high-priority claims in the top half by score")
    totals = {"our score": [0, 0, 0], "length in words": [0, 0, 0]}
    for name, text, gold in annotated():
        claims = split(text).claims
        ours = held_in_top_half(claims, gold, lambda claim: claim.score)
        print(f"  {name:<44} {ours[0]} of {ours[1]} found ({ours[2]} annotated)")
        simple = held_in_top_half(claims, gold, lambda claim: by_length(claim.text))
        for method, counts in zip(totals, (ours, simple), strict=True):
            totals[method] = [one + other for one, other in zip(totals[method], counts, strict=True)]
    for method, (held, found, every) in totals.items():
        print(f"  all, by {method:<36} {held / found:.3f} of those found, {held / every:.3f} of all")


if __name__ == "__main__":
    measure_articles()
    if not (SHARED / "data" / "checkworthy").is_dir():
        print(f"no annotated debates at {SHARED / 'data'}: the rest is left out")
    elif training:
        measure_debates()
    else:
        measure_without_learning()
