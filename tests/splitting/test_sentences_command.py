"""manage.py sentences, on the command line."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

STORY = (
    "Bridge closed\r\n\r\nPicture: Port Agency.\r\n\r\n"
    'PORT ROE (AP) - "The bridge was closed," Anna Doe said. Four piers had cracks. 😀\r\n\r\n(Reporting by Jane Doe)'
)
SENTENCES = [
    "Bridge closed",
    "Picture: Port Agency.",
    'PORT ROE (AP) - "The bridge was closed," Anna Doe said.',
    "Four piers had cracks.",
    "😀",
    "(Reporting by Jane Doe)",
]


def run(*args):
    out = io.StringIO()
    call_command("sentences", *map(str, args), stdout=out)
    return out.getvalue()


def write_rows(path, *rows):
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_each_line_is_answered_with_its_id_and_all_its_sentences(tmp_path):
    path = write_rows(tmp_path / "rows.jsonl", {"id": "a", "text": STORY}, {"id": 7, "text": " \n"})
    story, empty = (json.loads(line) for line in run(path, "--jsonl").splitlines())
    assert set(story) == {"id", "sentences"}
    assert story["id"] == "a"
    assert [STORY[start:end] for start, end in story["sentences"]] == SENTENCES
    assert empty == {"id": 7, "sentences": []}


def test_a_dash_reads_standard_input(monkeypatch):
    row = json.dumps({"id": 1, "text": "No. Yes."})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row.encode())))
    assert json.loads(run("-", "--jsonl"))["sentences"] == [[0, 3], [4, 8]]


def test_a_byte_order_mark_in_a_text_counts_as_the_code_point_it_is(tmp_path):
    path = write_rows(tmp_path / "rows.jsonl", {"id": 1, "text": "\ufeffNo. Yes."})
    assert json.loads(run(path, "--jsonl"))["sentences"] == [[1, 4], [5, 9]]


def test_a_person_gets_a_line_for_each_sentence(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode())
    assert run(path).splitlines() == SENTENCES


GERMAN = (
    "Berlin (dpa) - Der Minister sagte am 3. März, die Brücke sei z. B. für Lkw gesperrt. Das war neu.\n\nQ:\n\nNein."
)
GERMAN_SENTENCES = [
    "Berlin (dpa) - Der Minister sagte am 3. März, die Brücke sei z. B. für Lkw gesperrt.",
    "Das war neu.",
    "Q:",
    "Nein.",
]


@pytest.mark.parametrize("given", [(), ("--language", "de")])
def test_the_language_is_told_from_the_text_or_given(tmp_path, given):
    path = write_rows(tmp_path / "rows.jsonl", {"id": 1, "text": GERMAN})
    (answer,) = (json.loads(line) for line in run(path, "--jsonl", *given).splitlines())
    assert [GERMAN[start:end] for start, end in answer["sentences"]] == GERMAN_SENTENCES


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "\udcff"])
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": 1, "text": ""}\n' + line.encode("utf-8", "surrogateescape") + b"\n")
    with pytest.raises(CommandError, match=r"rows\.jsonl, line 2: "):
        run(path, "--jsonl")


def test_a_missing_file_is_one_clear_line():
    with pytest.raises(CommandError, match=r"^nowhere\.jsonl: cannot be read"):
        run("nowhere.jsonl", "--jsonl")
