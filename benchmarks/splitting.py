"""How well and how fast the splitter splits. Run: python benchmarks/splitting.py

Prints, for each annotated article: check-worthy claims found (intersection over union of .5), speakers right among
them and among all claims that have one, the outlet's own voice given to somebody, spans that are in the gold; then
milliseconds for 500 words and the growth of time per doubling. The shared samples are read from SHARED, by default
../shared beside this project; without them only our own stories are measured.
"""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import Measure, load_own, load_shared, measure  # noqa: E402
from claims.splitting.split import VERSION, split  # noqa: E402

SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
OWN = ROOT / "tests" / "splitting" / "gold"
COLUMNS = f"{'article':<14}{'found':>10}{'speakers':>10}{'of all':>10}{'own voice lost':>16}{'spans in gold':>15}"


def show(name: str, result: Measure) -> None:
    """Print one line of counts."""
    lost = f"{result.own_voice_given_away}/{result.own_voice}"
    print(
        f"{name:<14}{f'{result.found}/{result.worthy}':>10}{f'{result.speaker_right}/{result.with_speaker}':>10}"
        f"{f'{result.voiced_right}/{result.voiced}':>10}"
        f"{lost:>16}{f'{result.spans_in_gold}/{result.spans}':>15}"
    )
    for miss in result.misses:
        print(f"    not found: {miss}")


def quality() -> None:
    """Measure all annotated articles there are."""
    print(COLUMNS)
    total = Measure()
    articles = [(path, load_own) for path in sorted(OWN.glob("*.txt"))]
    articles += [
        (path.with_name(path.name.replace(".gold.json", ".txt")), load_shared)
        for path in sorted((SHARED / "samples").glob("*.gold.json"))
    ]
    for path, load in articles:
        result = measure(*load(path))
        show(path.stem, result)
        total += result
    total.misses.clear()
    show("all", total)


def seconds(text: str) -> float:
    """Give the processor seconds of one split, the best of three: a busy machine must not change the figure."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        split(text)
        best = min(best, time.process_time() - start)
    return best


def speed() -> None:
    """Time 500 words, then 1/8 to 1 MB of prose."""
    story = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.txt")))
    words = len(story.split())
    split(story)
    print(f"\n500 words: {seconds(story) * 500 / words * 1000:.1f} ms of processor time")
    before = 0.0
    for size in (125_000, 250_000, 500_000, 1_000_000):
        taken = seconds((story + "\n\n") * (size // len(story)))
        growth = f", {taken / before:.2f} times the half" if before else ""
        print(f"{size / 1e6:.3f} MB: {taken:.2f} s of processor time{growth}")
        before = taken


if __name__ == "__main__":
    print(f"splitter {VERSION}")
    quality()
    speed()
