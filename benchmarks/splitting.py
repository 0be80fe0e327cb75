"""How well and how fast the splitter splits. Run: python benchmarks/splitting.py [--quick] [--articles] [--growth]

Prints, over the annotated stories of tests/splitting/gold and the shared samples where they are: the share of
check-worthy claims found (intersection over union of .5), the share of spans that a person has marked too, speakers
right among them and among all claims that have one, and the outlet's own voice given to somebody, beside simple
methods on the same stories in the same run; the newsroom's first story; milliseconds for 500 words; and the growth of
time and memory. --articles adds a line for each story with what was not found, --growth goes to 8 MB and through
hostile texts, which takes some minutes. Sentences, attributions and check-worthiness follow from the scripts beside
this one, unless --quick leaves them out; the last learns its weights anew for each fold, which takes minutes too. Peers
and scikit-learn are in requirements.txt; who is not installed is named. The shared samples are read from SHARED, by
default ../shared beside this project.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import SAME, GoldClaim, Measure, load_own, load_shared, measure, overlap  # noqa: E402
from benchmarks.growth import KINDS, MEGABYTES, show_growth, story  # noqa: E402
from benchmarks.simple import METHODS, Span  # noqa: E402
from claims.splitting.split import VERSION, split  # noqa: E402

SAMPLES = Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "samples"
OWN = ROOT / "tests" / "splitting" / "gold"
# Stories that the first rules were written beside, and the two shared samples.
SEEN = frozenset({"harbour", "vaccine", "village", "zakharova", "korea"})
# What is measured by a script of its own.
OTHERS = ("sentences.py", "attribution.py", "checkworthiness.py")


def articles() -> Iterator[tuple[str, str, list[GoldClaim]]]:
    """Give (name, text, gold) of every annotated article there is."""
    for path in sorted(OWN.glob("*.txt")):
        yield (path.stem, *load_own(path))
    for path in sorted(SAMPLES.glob("*.gold.json")):
        story_path = path.with_name(path.name.replace(".gold.json", ".txt"))
        yield (story_path.stem, *load_shared(story_path))


def count(spans: list[Span], gold: list[GoldClaim]) -> tuple[int, int]:
    """Give how many check-worthy claims are among the spans, and how many spans are in the gold."""
    worthy = [(claim.start, claim.end) for claim in gold if claim.worthy]
    marked = [(claim.start, claim.end) for claim in gold]
    found = sum(any(overlap(span, wanted) >= SAME for span in spans) for wanted in worthy)
    return found, sum(any(overlap(span, wanted) >= SAME for wanted in marked) for span in spans)


def line(name: str, found: float, precision: float, rest: str = "") -> None:
    """Print one method."""
    print(f"{name:<30}{found:>10.3f}{precision:>12.3f}{rest}")


def show_quality(*, each: bool) -> None:
    """Measure the splitter and the simple methods on all stories, the splitter also on those it was not made beside."""
    stories = list(articles())
    worthy = sum(claim.worthy for _, _, gold in stories for claim in gold)
    print(f"{len(stories)} stories, {worthy} check-worthy claims")
    print(f"{'':<30}{'found':>10}{'precision':>12}{'speaker':>10}{'of all':>10}{'own voice lost':>16}")
    print(f"{'floor':<30}{0.8:>10.3f}{0.72:>12.3f}{0.7:>10.3f}{0.7:>10.3f}{0.1:>16.3f}")
    print(f"{'target':<30}{0.9:>10.3f}{0.82:>12.3f}{0.88:>10.3f}{0.88:>10.3f}{0.05:>16.3f}")
    for name, method in METHODS.items():
        found = spans = in_gold = 0
        for _, text, gold in stories:
            made = method(text)
            hits, right = count(made, gold)
            found, in_gold, spans = found + hits, in_gold + right, spans + len(made)
        line(name, found / worthy, in_gold / spans)
    total, unseen = Measure(), Measure()
    results = {name: measure(text, gold) for name, text, gold in stories}
    for name, result in results.items():
        total += result
        if name not in SEEN:
            unseen += result
    show_splitter("splitter", total)
    show_splitter("splitter, the later stories", unseen)
    if each:
        for name, result in results.items():
            show_splitter(name, result)
            for miss in result.misses:
                print(f"    not found: {' '.join(miss.split())}")
    if "zakharova" in results:
        first = results["zakharova"]
        print(
            f"first story: {first.found} of {first.worthy} found (floor 18), "
            f"{first.voiced_right} of {first.voiced} speakers right (floor 15)"
        )


def show_splitter(name: str, result: Measure) -> None:
    """Print the splitter's figures over some stories."""
    speaker = f"{result.speaker_right / max(1, result.with_speaker):>10.3f}"
    speaker += f"{result.voiced_right / max(1, result.voiced):>10.3f}"
    lost = f"{result.own_voice_given_away / max(1, result.own_voice):>16.3f}"
    line(name, result.found / max(1, result.worthy), result.spans_in_gold / max(1, result.spans), speaker + lost)


def show_speed() -> None:
    """Time 500 words, the best of five: a busy machine must not change the figure."""
    text = story()
    split(text)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        split(text)
        best = min(best, time.process_time() - start)
    print(f"\n500 words: {best * 500 / len(text.split()) * 1000:.1f} ms of processor time (floor 25, target 8)")


def show_others() -> None:
    """Run the scripts beside this one; one that fails has said why."""
    for name in OTHERS:
        print(f"\n{name}", flush=True)
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / name)], check=False)


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(description="Measure the splitter.")
    parser.add_argument("--articles", action="store_true", help="a line for each story, and what was not found in it")
    parser.add_argument("--growth", action="store_true", help="1 to 8 MB, hostile texts too; takes minutes")
    parser.add_argument("--quick", action="store_true", help="without sentences, attributions and check-worthiness")
    options = parser.parse_args()
    print(f"splitter {VERSION}")
    show_quality(each=options.articles)
    show_speed()
    if options.growth:
        show_growth(list(KINDS), MEGABYTES)
    else:
        show_growth(["news", "one line", "quotations"], (0.125, 0.25, 0.5))
    if not options.quick:
        show_others()


if __name__ == "__main__":
    main()
