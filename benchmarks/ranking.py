"""How well totals rank and how well a border cuts them: average precision and F1, without a library."""

from collections.abc import Sequence


def average_precision(truth: Sequence[bool], totals: Sequence[float]) -> float:
    """Give the mean of the precision at each true one, best first; ties count as ranked last to first."""
    hits, precisions = 0, 0.0
    for rank, (_, is_true) in enumerate(sorted(zip(totals, truth, strict=True), key=lambda p: (-p[0], p[1])), start=1):
        hits += is_true
        precisions += is_true * hits / rank
    return precisions / max(1, hits)


def f1_at(truth: Sequence[bool], totals: Sequence[float], border: float) -> float:
    """Give F1 when everything at or above the border is taken."""
    taken = [total >= border for total in totals]
    hits = sum(one and other for one, other in zip(taken, truth, strict=True))
    return 2 * hits / max(1, sum(taken) + sum(truth))


def best_border(truth: Sequence[bool], totals: Sequence[float]) -> tuple[float, float]:
    """Give the best F1 there is and the total at which it is reached."""
    hits, best, every = 0, (0.0, 0.0), sum(truth)
    for taken, (total, is_true) in enumerate(sorted(zip(totals, truth, strict=True), reverse=True), start=1):
        hits += is_true
        best = max(best, (2 * hits / (taken + every), total))
    return best
