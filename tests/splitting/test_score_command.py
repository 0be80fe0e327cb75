"""manage.py score, on the command line."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from claims.splitting.reasons import TEXT, Reason

CHECKABLE = "Unemployment fell from 10 percent to 4 percent in the last three years."
TALK = "Thank you, and I hope you will think about it."


def run(*args):
    out = io.StringIO()
    call_command("score", *map(str, args), stdout=out)
    return out.getvalue()


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    lines = [{"id": "a", "text": CHECKABLE}, {"id": 7, "text": TALK}, {"id": None, "text": ""}]
    path.write_text("\n\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def test_jsonl_answers_each_line_in_order_with_exactly_the_agreed_keys(rows):
    answers = [json.loads(line) for line in run(rows, "--jsonl").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7, None]
    assert all(set(answer) == {"id", "score", "reasons"} for answer in answers)


def test_the_border_lies_between_what_can_be_checked_and_talk(rows):
    first, second, empty = (json.loads(line) for line in run(rows, "--jsonl").splitlines())
    assert 1 >= first["score"] > 0.5 > second["score"] >= 0
    assert empty["score"] < 0.5


def test_reasons_are_the_words_an_editor_reads(rows):
    first, second, _ = (json.loads(line) for line in run(rows, "--jsonl").splitlines())
    assert TEXT[Reason.SHARE] in first["reasons"]
    assert TEXT[Reason.UNFAMILIAR] in second["reasons"]
    assert set(first["reasons"] + second["reasons"]) <= set(TEXT.values())


@pytest.mark.parametrize("args", [["--jsonl"], ["-", "--jsonl"]])
def test_without_a_file_or_with_a_dash_it_reads_standard_input(monkeypatch, rows, args):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rows.read_bytes())))
    assert [json.loads(line)["id"] for line in run(*args).splitlines()] == ["a", 7, None]


def test_a_person_gives_a_statement_a_line_and_reads_score_and_reasons(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_bytes(f"{CHECKABLE}\r\n\r\n{TALK}\r\n".encode())
    lines = run(path).splitlines()
    assert len(lines) == 4
    assert lines[0].endswith(CHECKABLE)
    assert TEXT[Reason.SHARE] in lines[1]
    assert float(lines[0].split()[0]) > float(lines[2].split()[0])


def test_a_missing_file_is_one_clear_line():
    with pytest.raises(CommandError, match=r"^nowhere\.jsonl: cannot be read"):
        run("nowhere.jsonl", "--jsonl")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "\udcff"])
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": 1, "text": ""}\n' + line.encode("utf-8", "surrogateescape") + b"\n")
    with pytest.raises(CommandError, match=r"rows\.jsonl, line 2: "):
        run(path, "--jsonl")


def test_a_lone_surrogate_in_a_json_text_is_no_error(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "text": "It \\ud800 fell by 4 percent."}\n', encoding="utf-8")
    assert json.loads(run(path, "--jsonl"))["id"] == 1


def test_two_strong_statements_do_not_tie(tmp_path):
    path = tmp_path / "rows.jsonl"
    texts = [
        CHECKABLE,
        "We lost 3 million jobs and doubled the debt in the last four years.",
        f"{CHECKABLE} {CHECKABLE}",
    ]
    path.write_text("\n".join(json.dumps({"id": 1, "text": text}) for text in texts) + "\n", encoding="utf-8")
    scores = [json.loads(line)["score"] for line in run(path, "--jsonl").splitlines()]
    assert len(set(scores)) == len(scores)
