"""manage.py split, on the command line."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from claims.splitting.split import VERSION

STORY = '"The bridge was closed," Anna Doe said.\r\n\r\nFour of its piers had cracks in 2010. 😀\r\n'
KEYS = {"start", "end", "text", "speaker", "cue", "quote", "score", "reasons", "attribution"}


def run(*args):
    out = io.StringIO()
    call_command("split", *map(str, args), stdout=out)
    return out.getvalue()


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode())
    return path


def test_json_has_the_agreed_keys(story):
    printed = json.loads(run(story, "--json"))
    assert set(printed) == {"splitter", "language", "supported", "claims", "details", "attributions"}
    assert printed["splitter"] == VERSION
    assert all(set(claim) == KEYS for claim in printed["claims"])
    assert printed["claims"][0]["attribution"] == [{"speaker": "Anna Doe", "cue": "said"}]


def test_an_attribution_says_where_source_cue_and_content_stand(story):
    first = json.loads(run(story, "--json"))["attributions"][0]
    assert set(first) == {
        "start",
        "end",
        "speaker",
        "speaker_as_printed",
        "resolved",
        "cue",
        "cue_start",
        "cue_end",
    } | {
        "source_start",
        "source_end",
        "quote",
    }
    assert STORY[first["cue_start"] : first["cue_end"]] == first["cue"]
    assert STORY[first["source_start"] : first["source_end"]] == first["speaker_as_printed"]


def test_offsets_count_code_points_of_the_file_with_its_line_ends(story):
    for claim in json.loads(run(story, "--json"))["claims"]:
        assert STORY[claim["start"] : claim["end"]] == claim["text"]


def test_a_byte_order_mark_counts_as_the_code_point_it_is(tmp_path):
    path = tmp_path / "bom.txt"
    path.write_bytes(("\ufeff" + STORY).encode())
    claim = json.loads(run(path, "--json"))["claims"][0]
    assert ("\ufeff" + STORY)[claim["start"] : claim["end"]] == claim["text"] == "The bridge was closed"


def test_a_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert json.loads(run("-", "--json"))["claims"][0]["text"] == "The bridge was closed"


def test_jsonl_answers_each_line_with_its_id(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [{"id": "a", "text": STORY}, {"id": 7, "text": ""}]
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    answers = [json.loads(line) for line in run(path, "--jsonl").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7]
    assert [len(answer["claims"]) for answer in answers] == [2, 0]


def test_a_person_gets_a_table(story):
    printed = run(story)
    assert "Anna Doe: The bridge was closed" in printed
    assert "is quoted word for word" in printed


def test_a_text_without_claims_says_so(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert run(path).strip() == "No claims found."


def test_a_missing_file_is_one_clear_line():
    with pytest.raises(CommandError, match=r"^nowhere\.txt: cannot be read"):
        run("nowhere.txt")


def test_bytes_that_are_not_utf8_are_one_clear_line(tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes("café".encode("latin-1"))
    with pytest.raises(CommandError, match=r"latin\.txt: is not UTF-8 \(byte 4\)"):
        run(path, "--json")


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "[" * 5000, "\udcff"]
)
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": 1, "text": ""}\n' + line.encode("utf-8", "surrogateescape") + b"\n")
    with pytest.raises(CommandError, match=r"rows\.jsonl, line 2: "):
        run(path, "--jsonl")


def test_a_lone_surrogate_in_a_json_text_is_no_error(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "text": "Anna Doe said the bridge \\ud800 was closed."}\n', encoding="utf-8")
    assert json.loads(run(path, "--jsonl"))["claims"][0]["speaker"] == "Anna Doe"
