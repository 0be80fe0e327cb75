"""What was learned from annotated debates: how it is read, added up, put into words, and done without."""

import math
import subprocess
import sys
import time

import pytest

from benchmarks.ranking import average_precision, best_border, f1_at
from claims.splitting import learned
from claims.splitting.checkworthiness import adjust, judge_statement, sign_of
from claims.splitting.learned import FILE, load_weights, parse_weights
from claims.splitting.phrases import phrases_of, signals_of
from claims.splitting.reasons import TEXT, Reason
from claims.splitting.split import split
from claims.splitting.tokens import tokenise
from claims.splitting.wordlists import DATA


def tokens_of(text):
    return tokenise(text, 0, len(text))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("We lost 3 million jobs in the last four years.", "I think we can do better than that."),
        ("He voted against the bill that gave veterans health care.", "Let me answer the question."),
        ("Crime is up 17 percent in our largest cities.", "Crime is a terrible thing."),
        ("They have the highest debt in the world.", "They are wonderful people."),
        ("The senator opposed every tax cut since 1998.", "Would the senator like to respond?"),
    ],
)
def test_what_can_be_looked_up_is_above_the_border_and_talk_below(above, below):
    assert judge_statement(above).score > 0.5 > judge_statement(below).score


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Crime is up 17 percent in our largest cities.", Reason.SHARE),
        ("They cut 400 jobs.", Reason.NUMBER),
        ("It was built in 1998.", Reason.DATE),
        ("They have the highest debt in the world.", Reason.ABSOLUTE),
        ("He voted against the bill.", Reason.EVENT),
        ("Will you answer the question?", Reason.QUESTION),
        ("We will build a new railway.", Reason.PREDICTION),
        ("Thank you very much.", Reason.UNFAMILIAR),
        ("We have doubled the debt and lost 3 million jobs.", Reason.FAMILIAR),
    ],
)
def test_what_counted_is_among_the_reasons(text, reason):
    assert reason in judge_statement(text).reasons


def test_a_reason_that_points_the_other_way_is_not_given():
    # A question that gives a figure is below the border; the figure still speaks for it, and nothing says otherwise.
    for text in ("Did 3 million people lose their jobs?", "We will build 40 schools in Ohio.", "Thank you."):
        judgement = judge_statement(text)
        assert all(sign_of(TEXT[reason]) for reason in judgement.reasons)


def test_every_reason_has_a_sign():
    assert {sign_of(words) for words in TEXT.values()} == {-1, 1}
    assert sign_of("is something that a later version says") == 0


def test_weights_are_read_as_they_are_written():
    weights = parse_weights(
        "# why\nstart -20\nusual 4\nsignal 30 1 past\nphrases 7 we lost|<digits> jobs\nphrases -5 thank\n"
    )
    assert (weights.start, weights.usual) == (-20, 4)
    assert weights.signals == {"1 past": 30}
    assert weights.phrases == {"we lost": 7, "<digits> jobs": 7, "thank": -5}


def test_a_sum_can_be_done_by_hand(monkeypatch):
    weights = parse_weights("start -20\nusual 10\nsignal 30 1 past\nphrases 40 jobs|^ we\n")
    monkeypatch.setattr(learned, "load_weights", lambda language: weights)
    found = learned.learned_worth(tokens_of("We lost jobs."), set())
    assert found.signals == {"1 past": 0.3}
    assert found.phrases == pytest.approx(0.8 / math.sqrt(4) - 0.1)
    assert found.total == pytest.approx(-0.2 + 0.3 + 0.3)


def test_phrases_are_words_pairs_and_patterns_with_figures_as_shapes():
    found = phrases_of(tokens_of("It has lost 4,317 jobs."))
    assert {"lost", "<large>", "<large> jobs", "^ it", "it has PART", "NUM NOUN .", ". $"} <= found
    assert not any("4,317" in phrase for phrase in found)


def test_signals_count_figures_names_and_length():
    found = set(signals_of(tokens_of("Anna Doe closed two schools and opened 3 in Branwick."), {Reason.NUMBER}))
    assert {"number", "2 figures", "3 names", "2 past", "8 words"} <= found
    assert not found & {"3 figures", "12 words", "modal", "no finite verb"}


def test_without_weights_the_hand_set_ones_go_on_alone(monkeypatch):
    monkeypatch.setattr("claims.splitting.checkworthiness.learned_worth", lambda *args: None)
    high, low = judge_statement("The strikes killed 28 people."), judge_statement("Who closed the bridge?")
    assert high.score > 0.5 > low.score
    assert Reason.FAMILIAR not in high.reasons
    assert Reason.VICTIMS in high.reasons


def test_a_language_without_weights_has_none():
    assert load_weights("xx") is None


def test_the_shipped_weights_say_where_they_come_from_and_are_small():
    path = DATA / "en" / FILE
    assert path.stat().st_size <= 500_000
    head = path.read_text(encoding="utf-8")[:1500]
    for word in ("ClaimBuster", "Zenodo 3609356", "research use", "train_checkworthiness.py", "F1"):
        assert word in head


def test_importing_the_splitter_reads_no_weights_and_no_library():
    code = (
        "import sys, claims.splitting.split, claims.splitting.learned as learned;"
        "assert not learned.load_weights.cache_info().currsize;"
        "assert not {'numpy', 'sklearn', 'django'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_repeat_scores_less_than_it_would():
    judgement = judge_statement("Crime is up 17 percent in our largest cities.")
    lowered = adjust(judgement, Reason.REPEAT, "repeat")
    assert lowered.score < judgement.score
    assert lowered.reasons[0] == Reason.REPEAT


@pytest.mark.parametrize("text", ["a" * 50_000, "$1 " * 8_000, "“" * 20_000, "killed 4 " * 8_000, "| || |"])
def test_a_pathological_statement_is_scored_in_linear_time(text):
    start = time.process_time()
    assert 0 <= judge_statement(text).score <= 1
    assert time.process_time() - start < 3


def test_the_score_of_a_claim_in_an_article_uses_what_was_learned():
    (claim,) = split("Unemployment fell by 4 percent last year.").claims
    assert TEXT[Reason.FAMILIAR] in claim.reasons


def test_ranking_figures_are_right():
    truth, totals = [True, False, True, False], [0.9, 0.8, 0.7, 0.1]
    assert average_precision(truth, totals) == pytest.approx((1 + 2 / 3) / 2)
    assert f1_at(truth, totals, 0.75) == pytest.approx(0.5)
    assert best_border(truth, totals) == (pytest.approx(0.8), 0.7)
    assert average_precision([True, False], [1.0, 1.0]) == pytest.approx(0.5)
