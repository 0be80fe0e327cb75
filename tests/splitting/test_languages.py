"""Which language a text is in, German, and what is done with languages that have no rules."""

import io
import json
import sys
import unicodedata
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.gold import Measure, load_own, measure
from claims.splitting.details.find import find_details
from claims.splitting.languages.detection import choose_language, detect_language
from claims.splitting.split import split

GOLD = sorted((Path(__file__).parent / "gold_de").glob("*.txt"))
ENGLISH_GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the bridge had been closed for two weeks.", "en"),
        ("Der Minister sagte, die Brücke sei seit zwei Wochen für den Verkehr gesperrt.", "de"),
        ("Le ministre a déclaré que le pont est fermé depuis deux semaines.", "fr"),
        ("El ministro dijo que el puente está cerrado desde hace dos semanas.", "es"),
        ("Il ministro ha detto che il ponte è chiuso da due settimane.", "it"),
        ("O ministro disse que a ponte não está aberta há duas semanas.", "pt"),
        ("De minister zei dat de brug al twee weken niet open is voor het verkeer.", "nl"),
        ("Minister powiedział, że most nie jest otwarty od dwóch tygodni.", "pl"),
        ("Министр сообщил, что мост закрыт уже две недели.", "ru"),
        ("Міністр повідомив, що міст не працює вже два тижні.", "uk"),
        ("Ο υπουργός είπε ότι η γέφυρα έκλεισε.", "el"),
        ("השר אמר שהגשר נסגר.", "he"),
        ("قال الوزير إن الجسر مغلق منذ أسبوعين في هذا البلد.", "ar"),
        ("部长说，这座桥已经关闭两周。", "zh"),
        ("大臣は橋が二週間閉鎖されていると述べた。", "ja"),
        ("장관은 다리가 폐쇄되었다고 말했다.", "ko"),
        ("मंत्री ने कहा कि पुल दो सप्ताह से बंद है।", "hi"),
        ("Prices rose.", "und"),
        ("12345 67,8 %", "und"),
        ("", "und"),
    ],
)
def test_languages_are_told_apart_and_doubt_is_said(text, code):
    assert detect_language(text) == code


@pytest.mark.parametrize("path", [*GOLD, *ENGLISH_GOLD], ids=lambda path: path.stem)
def test_stories_are_in_their_language(path):
    text = path.read_text(encoding="utf-8")
    assert detect_language(text) == ("de" if path in GOLD else "en")


def test_a_text_too_short_to_tell_is_read_as_english_and_a_long_one_is_not():
    assert choose_language("Prices rose.") == "en"
    assert choose_language("Rais alisema kwamba hakuna fedha za shule nchini mwetu kabisa. " * 10) == "und"


def test_a_foreign_quotation_does_not_change_the_language():
    story = "The mayor said that the bridge was closed and that nobody had been hurt in the fall of it. " * 8
    assert detect_language(f"„Die Brücke ist nicht mehr zu retten“, rief er.\n\n{story}") == "en"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Am 3. März kam er. Am 4. ging er.", ["Am 3. März kam er.", "Am 4. ging er."]),
        ("Dr. Eva Kern kam z. B. nach Graz. Sie blieb.", ["Dr. Eva Kern kam z. B. nach Graz.", "Sie blieb."]),
        ("„Das ist falsch!“, rief er. „Ganz falsch.“", ["„Das ist falsch!“, rief er.", "„Ganz falsch.“"]),
        ("»Nein.« Er ging um 14.30 Uhr.", ["»Nein.«", "Er ging um 14.30 Uhr."]),
        ("Es kostet 1.234,50 Euro. Das ist viel.", ["Es kostet 1.234,50 Euro.", "Das ist viel."]),
        ("Das war 2019. Die Bahn schwieg.", ["Das war 2019.", "Die Bahn schwieg."]),
    ],
)
def test_german_sentences(text, sentences):
    assert [text[start:end] for start, end in split(text, language="de").sentences] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说了。她没说！真的？", ["他说了。", "她没说！", "真的？"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("यह सच है। वह गया।", ["यह सच है।", "वह गया।"]),
        ("یہ سچ ہے۔ وہ گیا۔", ["یہ سچ ہے۔", "وہ گیا۔"]),
        ("« C'est faux. » Il partit.", ["« C'est faux. »", "Il partit."]),
        ("Он ушёл. Она осталась…", ["Он ушёл.", "Она осталась…"]),
    ],
)
def test_sentences_of_other_scripts(text, sentences):
    assert [text[start:end] for start, end in split(text, language="xx").sentences] == sentences


@pytest.mark.parametrize(
    ("text", "claim", "speaker", "cue"),
    [
        (
            "„Die Brücke ist sicher“, sagte Bürgermeisterin Petra Kolb am Montag.",
            "Die Brücke ist sicher",
            "Petra Kolb",
            "sagte",
        ),
        (
            "Bürgermeisterin Petra Kolb sagte, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "Petra Kolb",
            "sagte",
        ),
        (
            "Petra Kolb erklärte am Montag, dass die Brücke sicher ist.",
            "die Brücke sicher ist",
            "Petra Kolb",
            "erklärte",
        ),
        ("Die Brücke sei sicher, so Petra Kolb.", "Die Brücke sei sicher", "Petra Kolb", "so"),
        (
            "Die Brücke ist sicher, wie Petra Kolb mitteilte.",
            "Die Brücke ist sicher",
            "Petra Kolb",
            "mitteilte",
        ),
        (
            "Wie Petra Kolb mitteilte, ist die Brücke sicher.",
            "ist die Brücke sicher",
            "Petra Kolb",
            "mitteilte",
        ),
        (
            "Laut Polizei wurden drei Menschen verletzt.",
            "wurden drei Menschen verletzt",
            "Polizei",
            "Laut",
        ),
        (
            "Nach Angaben des Innenministeriums starben drei Menschen.",
            "starben drei Menschen",
            "Innenministerium",
            "Nach Angaben",
        ),
        (
            "Der Polizei zufolge starben drei Menschen.",
            "starben drei Menschen",
            "Polizei",
            "zufolge",
        ),
        (
            "Petra Kolb räumte ein, dass die Brücke Risse hat.",
            "die Brücke Risse hat",
            "Petra Kolb",
            "räumte",
        ),
        (
            "Zuvor hatte Petra Kolb erklärt, dass die Brücke Risse habe.",
            "die Brücke Risse habe",
            "Petra Kolb",
            "erklärt",
        ),
        (
            "Petra Kolb warf dem Land vor, Briefe ignoriert zu haben.",
            "Briefe ignoriert zu haben",
            "Petra Kolb",
            "warf",
        ),
        ("Aus dem Gutachten geht hervor, dass die Brücke Risse hat.", "die Brücke Risse hat", "Gutachten", "geht"),
        (
            "Wie die „Neue Post“ berichtete, hat die Brücke Risse.",
            "hat die Brücke Risse",
            "Neue Post",
            "berichtete",
        ),
        ("Petra Kolb: „Die Brücke ist sicher.“", "Die Brücke ist sicher", "Petra Kolb", ":"),
        (
            "Aus dem Ministerium hieß es, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "Ministerium",
            "hieß es",
        ),
        (
            "Petra Kolb, Leiterin des Amts, betonte, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "Petra Kolb",
            "betonte",
        ),
    ],
)
def test_german_attribution(text, claim, speaker, cue):
    (found,) = [found for found in split(text, language="de").claims if found.text == claim]
    assert (found.speaker, found.cue) == (speaker, cue)


KOLB = "Bürgermeisterin Petra Kolb sagte, die Brücke sei sicher. "


@pytest.mark.parametrize(
    ("more", "claim", "speaker"),
    [
        ("Es habe nie Risse gegeben.", "Es habe nie Risse gegeben", "Petra Kolb"),
        ("Es hat nie Risse gegeben.", "Es hat nie Risse gegeben", None),
        ("Sie betonte, dass es keine Risse gebe.", "es keine Risse gebe", "Petra Kolb"),
        ("Er betonte, dass es keine Risse gebe.", "es keine Risse gebe", None),
        ("Die Bürgermeisterin betonte, es gebe keine Risse.", "es gebe keine Risse", "Petra Kolb"),
        ("Kolb betonte, es gebe keine Risse.", "es gebe keine Risse", "Petra Kolb"),
        ("„Es gibt keine Risse.“", "Es gibt keine Risse", "Petra Kolb"),
        ("Die Kosten würden wohl steigen.", "Die Kosten würden wohl steigen", "Petra Kolb"),
        ("Am Ufer steht Beton. Demnach fehlt Stahl.", "Demnach fehlt Stahl", None),
        ("Die Risse seien alt, und die Sperre komme zu früh.", "die Sperre komme zu früh", "Petra Kolb"),
    ],
)
def test_german_speakers_go_on_and_are_resolved(more, claim, speaker):
    (found,) = [found for found in split(KOLB + more, language="de").claims if found.text == claim]
    assert found.speaker == speaker


def test_a_german_pronoun_that_nothing_answers_names_nobody():
    (claim,) = split("Sie sagte, die Brücke sei sicher.", language="de").claims
    assert (claim.speaker, claim.speaker_as_printed, claim.speaker_resolved) == (None, "Sie", False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kolb wies das zurück.", "speech_act"),
        ("Ist die Brücke sicher?", "question"),
        ("Das Gericht soll im Mai entscheiden.", "prediction"),
        ("Im Mai wurden 300 Menschen verletzt.", "claim"),
    ],
)
def test_german_kinds(text, kind):
    assert split(text, language="de").claims[0].kind == kind


def test_german_credits_and_datelines_make_no_claim():
    text = (
        "Köln (dpa) - Die Brücke wurde am Montag gesperrt. Die Stadt prüft den Beton.\n\nFoto: Max Roth / Agentur Eins"
    )
    claims = split(text, language="de").claims
    assert [claim.text for claim in claims] == ["Die Brücke wurde am Montag gesperrt", "Die Stadt prüft den Beton"]


@pytest.fixture(scope="module")
def german():
    total = Measure()
    for path in GOLD:
        total += measure(*load_own(path))
    return total


def test_german_stories_are_found_with_their_speakers(german):
    assert german.worthy >= 55
    assert german.found >= 0.9 * german.worthy
    assert german.speaker_right >= 0.9 * german.with_speaker
    assert german.own_voice_given_away <= 0.05 * german.own_voice
    assert german.spans_in_gold >= 0.9 * german.spans


def test_german_check_worthy_claims_rank_above_the_others():
    for path in GOLD:
        text, gold = load_own(path)
        scores = {claim.text: claim.score for claim in split(text).claims}
        good = [scores[text[g.start : g.end]] for g in gold if g.worthy and text[g.start : g.end] in scores]
        bad = [scores[text[g.start : g.end]] for g in gold if not g.worthy and text[g.start : g.end] in scores]
        assert sum(one > other for one in good for other in bad) >= 0.8 * len(good) * len(bad)


@pytest.mark.parametrize(
    ("text", "kind", "printed", "value", "unit"),
    [
        ("Es kostet 1.234,5 Millionen Euro.", "figure", "1.234,5 Millionen Euro", 1_234_500_000, "EUR"),
        ("rund 2,3 Mrd. Euro", "figure", "rund 2,3 Mrd. Euro", 2_300_000_000, "EUR"),
        ("Sie stieg um 5,4 Prozent.", "figure", "5,4 Prozent", 5.4, "%"),
        ("ein Viertel der Stimmen", "figure", "ein Viertel", 0.25, ""),
        ("dreihundertfünfundzwanzig Menschen", "figure", "dreihundertfünfundzwanzig Menschen", 325, "people"),
        ("zweitausend Soldaten", "figure", "zweitausend Soldaten", 2000, "Soldaten"),
        ("Ein 71 Jahre alter Mann", "figure", "71 Jahre alter", 71, "years old"),
        ("90 bis 120 Millionen Euro", "figure", "90 bis 120 Millionen Euro", 90_000_000, "EUR"),
        ("am 3. März 2024", "date", "3. März 2024", "2024-03-03", ""),
        ("am 03.04.2024", "date", "03.04.2024", "2024-04-03", ""),
        ("seit 2015", "date", "2015", "2015/..", ""),
        ("im ersten Quartal 2024", "date", "ersten Quartal 2024", "2024-01-01/2024-03-31", ""),
        ("in den 1990er Jahren", "date", "1990er Jahren", "1990/1999", ""),
        ("um 14.30 Uhr", "time", "14.30 Uhr", "14:30", ""),
        ("Truppen aus Deutschlands Norden", "place", "Deutschland", "Deutschland", "country"),
        ("in Hallbach brannte es", "place", "Hallbach", "Hallbach", "place"),
    ],
)
def test_german_details(text, kind, printed, value, unit):
    (found,) = find_details(text, language="de")
    assert (found.kind, found.text, found.value, found.unit) == (kind, printed, value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sie fiel am Donnerstag.", "2024-06-13"),
        ("Sie fiel vor zwei Wochen.", "2024-05-27/2024-06-02"),
        ("Sie fiel im vergangenen Jahr.", "2023"),
        ("Sie fiel gestern.", "2024-06-14"),
        ("Sie fiel im März.", "2024-03"),
        ("Sie wird am Donnerstag fallen.", "2024-06-20"),
    ],
)
def test_german_relative_dates(text, value):
    import datetime

    details = find_details(text, language="de", date=datetime.date(2024, 6, 15))
    assert [detail.value for detail in details if detail.kind == "date"] == [value]


@pytest.mark.parametrize("text", ["in Kraft", "nach Angaben", "in Haft", "ein Mann", "eine Frau"])
def test_german_nouns_are_no_places_and_articles_no_figures(text):
    assert not find_details(text, language="de")


FRENCH = (
    "Le maire a déclaré que « le pont est sûr ». Les prix ont augmenté de 5,3 % depuis 2019.\n\n"
    "Il n'y a pas eu de débat sur cette question dans la ville."
)


def test_other_languages_fall_back_and_say_so():
    result = split(FRENCH)
    assert (result.language, result.supported, result.version) == ("fr", False, "xx-0.1")
    assert len(result.sentences) == 3
    assert [claim.kind for claim in result.claims] == ["claim", "claim"]
    assert [claim.quote for claim in result.claims] == [True, False]
    assert all(claim.speaker is None and claim.reasons for claim in result.claims)


def test_versions_name_the_language():
    assert split("The mayor said that the bridge is safe.").version.startswith("en-")
    assert split("Der Minister sagte, die Brücke sei nicht mehr zu retten.").version.startswith("de-")


def test_the_command_says_language_support_and_details(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(FRENCH, encoding="utf-8")

    def run(*args):
        out = io.StringIO()
        call_command("split", str(path), *args, stdout=out)
        return out.getvalue()

    printed = json.loads(run("--json"))
    assert (printed["language"], printed["supported"]) == ("fr", False)
    assert {"kind": "figure", "text": "5,3 %", "value": 5.3, "unit": "%"}.items() <= printed["details"][0].items()
    assert "not fully supported" in run()
    assert json.loads(run("--json", "--language", "de"))["splitter"].startswith("de-")


def test_the_command_takes_the_articles_date(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("The bridge in Keldham fell on Thursday, and 28 people died.", encoding="utf-8")
    out = io.StringIO()
    call_command("split", str(path), "--json", "--date", "2024-06-15", stdout=out)
    dates = [detail["value"] for detail in json.loads(out.getvalue())["details"] if detail["kind"] == "date"]
    assert dates == ["2024-06-13"]


WORDS = st.sampled_from(
    [
        "sagte", "Müller", "Petra", "Kolb", "Sie", "die", "Ministerin", "dass", "sei", "habe", "und", "laut", "zufolge",
        "warf", "vor", "nach", "Angaben", "von", "so", "wie", "mitteilte", "„", "“", "»", "«", "‚", "‘", ",", ".", ":",
        "?", "28", "%", "z. B.", "3.", "März", "Dr.", "\r\n", "\n\n", "\u00a0", "\u2028", "😀", "u\u0308", "\u0308",
        "\ufeff", "\x00", "。", "「", "」", "؟", "।", "ß", "İ", "(", ")", "-", "Foto:", "hieß", "es", "teilte", "mit",
    ]
)  # fmt: skip


def check(text, language):
    result = split(text, language=language)
    for claim in result.claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.text.strip() == claim.text != ""
        assert 0 <= claim.score <= 1
        assert claim.speaker != ""
        assert (claim.cue is None) == (not claim.attribution)
        assert not (claim.end < len(text) and unicodedata.combining(text[claim.end]))
    assert len({(claim.start, claim.end) for claim in result.claims}) == len(result.claims)
    for (_, end), (start, _) in zip(result.sentences, result.sentences[1:], strict=False):
        assert end <= start


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["de", "xx", None]))
def test_claims_are_exact_substrings_in_every_language(text, language):
    check(text, language)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["de", "xx", None]))
def test_claims_are_exact_substrings_of_any_text_in_every_language(text, language):
    check(text, language)


HOSTILE = [
    "„ ", "„Ja“ ", "» ", "Müller sagte, ", "laut Polizei ", "sagte ", "Abc ", "Abc von der ", ", und er ist ", "。",
    ". ", "der ", "und ", "zufolge ", "3. ", "Die Frau ", "a\n", "wie er mitteilte, ", "hieß es ",
]  # fmt: skip


@pytest.mark.parametrize("pattern", HOSTILE)
@pytest.mark.parametrize("language", ["de", "xx"])
def test_work_grows_with_the_text(pattern, language):
    def work(text):
        calls = 0

        def count(frame, event, argument):
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            split(text, language=language)
        finally:
            sys.setprofile(None)
        return calls

    # Longer than the longest sentence, beyond which nothing looks.
    text = pattern * (5_000 // len(pattern))
    split(pattern, language=language)
    assert work(text * 2) <= 2.3 * work(text) + 500
