"""What of the splitter's findings is stored with a claim, with the real splitter."""

from __future__ import annotations

import datetime as dt

import pytest

from claims.actions.article import import_article
from claims.actions.jobs import claim_job
from claims.actions.splitting import run_split
from claims.models import Article, Claim, User
from claims.splitting.kinds import KINDS
from claims.vocabulary import ClaimKind, State

STORY = """Harbour chief blames union for delays at Harrowmouth

Lena Okafor, the harbour's director, said on Tuesday that the union had blocked 14 ships since March.

She accused the dockworkers of sabotaging two cranes.

An official told reporters that he had seen 40 broken cables.
"""
GERMAN = """Brücke gesperrt

Die Ministerin Anna Berger sagte am Dienstag, die Brücke sei seit März für 1.200 Lastwagen gesperrt.

Der Bürgermeister erklärte, die Stadt habe 3,5 Millionen Euro ausgegeben.
"""
# French has no rules of its own.
OTHER = """Le pont est fermé depuis lundi et la ville attend la réparation, qui coûtera 40 millions d'euros.

Le maire a déclaré : « Nous ferons tout ce qui est possible pour les habitants de la ville. »
"""


def split_as_a_worker_would(editor: User, text: str, **about: object) -> Article:
    article = import_article(actor=editor, title="", text=text, **about)  # type: ignore[arg-type]
    job = claim_job(article.jobs.get().pk)
    assert job is not None
    run_split(job)
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def claims(ed: User) -> dict[str, Claim]:
    article = split_as_a_worker_would(ed, STORY, published_on=dt.date(2026, 11, 18))
    return {claim.quote: claim for claim in article.claims.all()}


def starting(claims: dict[str, Claim], words: str) -> Claim:
    return next(claim for quote, claim in claims.items() if quote.startswith(words))


def test_details_inside_the_claim_are_kept_with_their_places(claims: dict[str, Claim]):
    claim = starting(claims, "the union had blocked")
    figures = [detail for detail in claim.details if detail["kind"] == "figure"]
    assert [(detail["text"], detail["value"]) for detail in figures] == [("14 ships", 14)]
    text = claim.snapshot.text
    assert all(text[detail["start"] : detail["end"]] == detail["text"] for detail in claim.details)
    assert all(claim.start <= detail["start"] and detail["end"] <= claim.end for detail in claim.details)


def test_a_wording_that_stands_on_its_own_is_proposed_with_its_insertions(claims: dict[str, Claim]):
    claim = starting(claims, "the dockworkers of")
    assert claim.proposed_wording is not None
    text, insertions = claim.proposed_wording["text"], claim.proposed_wording["insertions"]
    assert text.startswith("Lena Okafor ")
    assert "sabotaging two cranes" in text
    assert insertions
    assert all(text[start:end].strip() and why in ("who", "when", "what") for start, end, why in insertions)


def test_a_speaker_whom_nobody_can_name_has_no_row(claims: dict[str, Claim]):
    named = starting(claims, "the dockworkers of")
    assert named.speaker is not None
    assert (named.speaker.name, named.speaker_is_resolved) == ("Lena Okafor", True)
    for claim in claims.values():
        assert claim.speaker_is_resolved or claim.speaker is None
        assert claim.speaker_is_resolved or claim.speaker_as_printed


def test_the_desk_has_a_word_for_every_kind_the_splitter_tells():
    told = {kind for kind, _evidence in KINDS} | {"claim", "repeat", "caption"}
    assert told <= set(ClaimKind.values)


def test_everything_is_suggested_and_untouched(claims: dict[str, Claim]):
    assert claims
    assert {(claim.state, claim.is_touched) for claim in claims.values()} == {(State.SUGGESTED, False)}


def test_the_language_is_told_from_the_text_and_a_given_one_stays(ed: User):
    assert split_as_a_worker_would(ed, GERMAN).language == "de"
    assert split_as_a_worker_would(ed, STORY).language == "en"
    assert split_as_a_worker_would(ed, GERMAN, language="de-AT").language == "de-AT"


def test_german_claims_have_their_speakers(ed: User):
    article = split_as_a_worker_would(ed, GERMAN)
    speakers = {claim.speaker.name for claim in article.claims.exclude(speaker=None).select_related("speaker")}
    assert "Anna Berger" in speakers


def test_a_language_without_rules_gives_sentences_with_figures_and_quotations(ed: User):
    article = split_as_a_worker_would(ed, OTHER)
    assert article.language == "fr"
    assert article.claims.exists()
    assert not article.claims.exclude(speaker=None).exists()
