"""Figures, dates, places and names, each with exact offsets."""

import datetime
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.splitting.details.detail import details_inside
from claims.splitting.details.find import find_details
from claims.splitting.split import split

# A Saturday.
TODAY = datetime.date(2024, 6, 15)


def found(text, kind, date=None, language="en"):
    details = [detail for detail in find_details(text, language=language, date=date) if detail.kind == kind]
    for detail in details:
        assert text[detail.start : detail.end] == detail.text
    return details


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    [
        ("The bridge cost 40 million crowns.", "40 million crowns", 40_000_000, "crowns"),
        ("A fund of £1.2bn was set up.", "£1.2bn", 1_200_000_000, "GBP"),
        ("It paid $3.5 million in tax.", "$3.5 million", 3_500_000, "USD"),
        ("It paid US$12 a head.", "US$12", 12, "USD"),
        ("They spent 4,300 euros.", "4,300 euros", 4300, "EUR"),
        ("About $5m was lost.", "About $5m", 5_000_000, "USD"),
        ("Prices rose 6 percent.", "6 percent", 6, "%"),
        ("Prices rose 6.5% in a year.", "6.5%", 6.5, "%"),
        ("It fell by 0.25 percentage points.", "0.25 percentage points", 0.25, "percentage points"),
        ("A third of voters stayed at home.", "A third", 0.333333, ""),
        ("two-thirds of the seats", "two-thirds", 0.666667, ""),
        ("Three quarters of them left.", "Three quarters", 0.75, ""),
        ("Half of the fleet sank.", "Half", 0.5, ""),
        ("Half a million signed it.", "Half a million", 500_000, ""),
        ("A hundred soldiers came.", "A hundred soldiers", 100, "soldiers"),
        ("Twenty-one ships sank.", "Twenty-one ships", 21, "ships"),
        ("two hundred and fifty thousand people", "two hundred and fifty thousand people", 250_000, "people"),
        ("Two dozen people were hurt.", "Two dozen people", 24, "people"),
        ("Dozens were hurt.", "Dozens", None, ""),
        ("nine people died", "nine people", 9, "people"),
        ("He ran 26.2 miles.", "26.2 miles", 26.2, "miles"),
        ("It lies 12km away.", "12km", 12, "km"),
        ("It was 41 degrees Celsius.", "41 degrees Celsius", 41, "°C"),
        ("It was 41°C there.", "41°C", 41, "°C"),
        ("a 71-year-old man", "71-year-old", 71, "years old"),
        ("Gusts of 90 mph hit it.", "90 mph", 90, "mph"),
        ("They won 2-1 at home.", "2-1", "2-1", "score"),
        ("MPs voted 52 to 48 for it.", "52 to 48", "52-48", "score"),
        ("It was the third time.", "third", 3, "ordinal"),
        ("It was the 21st attempt.", "21st", 21, "ordinal"),
        ("1,250,000 voters", "1,250,000 voters", 1_250_000, "voters"),
        ("It took 3 hours.", "3 hours", 3, "hours"),
        ("one percent of it", "one percent", 1, "%"),
        ("5m people fled", "5m people", 5_000_000, "people"),
        ("a wall 5 m high", "5 m", 5, "m"),
        ("one in five households", "one in five households", 0.2, "households"),
    ],
)
def test_figures_have_a_value_and_a_unit(text, printed, value, unit):
    (figure,) = found(text, "figure")
    assert (figure.text, figure.value, figure.unit) == (printed, value, unit)


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "bound"),
    [
        ("10 to 15 soldiers died", "10 to 15 soldiers", 10, 15, ""),
        ("It costs $10-15 million.", "$10-15 million", 10, 15_000_000, ""),
        ("between 10 and 15 percent", "10 and 15 percent", 10, 15, ""),
        ("10 percent to 15 percent", "10 percent to 15 percent", 10, 15, ""),
        ("More than 9,000 people fled.", "More than 9,000 people", 9000, None, "over"),
        ("killing at least 28.", "at least 28", 28, None, "at least"),
        ("up to 300 homes", "up to 300 homes", 300, None, "at most"),
        ("Nearly half of them", "Nearly half", 0.5, None, "about"),
        ("fewer than ten cases", "fewer than ten cases", 10, None, "under"),
        ("over £2 billion", "over £2 billion", 2_000_000_000, None, "over"),
    ],
)
def test_ranges_and_bounds_are_kept(text, printed, low, high, bound):
    (figure,) = found(text, "figure")
    if "million" in text:  # The scale of the second number is the first one's too.
        low = 10_000_000
    assert (figure.text, figure.value, figure.upper, figure.bound) == (printed, low, high, bound)


@pytest.mark.parametrize(
    "text",
    [
        "He is one of them.",
        "a year of war",
        "No one came.",
        "She has a house.",
        "Internet Explorer 6 is old.",
        "The second-hand car.",
        "m 5_x",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert not found(text, "figure")


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("on March 3, 2024", "March 3, 2024", "2024-03-03"),
        ("on 3 March 2024", "3 March 2024", "2024-03-03"),
        ("on the 3rd of March 2024", "3rd of March 2024", "2024-03-03"),
        ("on Jan. 5, 2021", "Jan. 5, 2021", "2021-01-05"),
        ("on Tuesday, 5 March 2024", "Tuesday, 5 March 2024", "2024-03-05"),
        ("in March 2024", "March 2024", "2024-03"),
        ("in 2019", "2019", "2019"),
        ("since 2015", "2015", "2015/.."),
        ("until 2030", "2030", "../2030"),
        ("in the 1990s", "the 1990s", "1990/1999"),
        ("in the '90s", "90s", "1990/1999"),
        ("the first quarter of 2024", "the first quarter of 2024", "2024-01-01/2024-03-31"),
        ("in Q3 2023", "Q3 2023", "2023-07-01/2023-09-30"),
        ("the second half of 2023", "the second half of 2023", "2023-07-01/2023-12-31"),
        ("in the 19th century", "the 19th century", "1801/1900"),
        ("between 2019 and 2021", "2019 and 2021", "2019/2021"),
        ("in 2019-2021", "2019-2021", "2019/2021"),
        ("on 2024-03-04", "2024-03-04", "2024-03-04"),
        ("on 25/12/2023", "25/12/2023", "2023-12-25"),
        ("on Thursday", "Thursday", None),
        ("last month", "last month", None),
        ("on 3 March", "3 March", None),
    ],
)
def test_dates_that_say_it_all_need_no_article_date(text, printed, value):
    (date,) = found(text, "date")
    assert (date.text, date.value) == (printed, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Thursday.", "2024-06-13"),
        ("It fell on Saturday.", "2024-06-15"),
        ("The court will rule on Thursday.", "2024-06-20"),
        ("On Monday, the court will rule.", "2024-06-17"),
        ("It fell last Saturday.", "2024-06-08"),
        ("It closes next Friday.", "2024-06-21"),
        ("It fell yesterday.", "2024-06-14"),
        ("It falls today.", "2024-06-15"),
        ("It falls tomorrow.", "2024-06-16"),
        ("It fell the day before yesterday.", "2024-06-13"),
        ("It fell last month.", "2024-05"),
        ("It fell last year.", "2023"),
        ("It fell last week.", "2024-06-03/2024-06-09"),
        ("It fell this week.", "2024-06-10/2024-06-16"),
        ("It falls next month.", "2024-07"),
        ("It fell two weeks ago.", "2024-05-27/2024-06-02"),
        ("It fell three years ago.", "2021"),
        ("It fell four months ago.", "2024-02"),
        ("It fell in March.", "2024-03"),
        ("It fell in October.", "2023-10"),
        ("It will fall in October.", "2024-10"),
        ("It fell on 3 March.", "2024-03-03"),
        ("It fell on December 24.", "2023-12-24"),
        ("It fell last March.", "2024-03"),
        ("It fell in the past three weeks.", "2024-05-25/2024-06-15"),
        ("It has fallen since May.", "2024-05/.."),
    ],
)
def test_relative_dates_are_counted_from_the_articles(text, value):
    (date,) = found(text, "date", TODAY)
    assert date.value == value


def test_a_date_with_two_readings_gives_both():
    (date,) = found("on 4/3/2024", "date")
    assert (date.value, date.alternatives) == (None, ("2024-04-03", "2024-03-04"))


@pytest.mark.parametrize(
    "text", ["May said so.", "They may march.", "2024 soldiers", "2,024", "31 February", "of 1200 metres", "in 1984%"]
)
def test_what_only_looks_like_a_date_is_none(text):
    assert not found(text, "date")


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [("at 10:30", "10:30", "10:30"), ("at 3 p.m. sharp", "3 p.m.", "15:00"), ("at 12:15am", "12:15am", "00:15")],
)
def test_times_of_day(text, printed, value):
    (moment,) = found(text, "time")
    assert (moment.text, moment.value) == (printed, value)


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    [
        ("troops left Russia's border", "Russia", "Russia", "country"),
        ("the U.S. Navy", "U.S.", "United States", "country"),
        ("MOSCOW - They met.", "MOSCOW", "Moscow", "city"),
        ("in São Paulo on Monday", "São Paulo", "São Paulo", "city"),
        ("across the Black Sea coast", "Black Sea", "Black Sea", "sea"),
        ("the Moscow-based group", "Moscow", "Moscow", "city"),
        ("near Esterfeld on Monday", "Esterfeld", "Esterfeld", "place"),
        ("in Turkey, they said", "Turkey", "Turkey", "country"),
        (
            "the Democratic Republic of Congo said",
            "Democratic Republic of Congo",
            "Democratic Republic of Congo",
            "country",
        ),
    ],
)
def test_places(text, printed, value, unit):
    (place,) = found(text, "place")
    assert (place.text, place.value, place.unit) == (printed, value, unit)


@pytest.mark.parametrize(
    "text", ["Georgia Meloni spoke.", "a nice day", "turkey for dinner", "give us a break", "in English"]
)
def test_what_only_sounds_like_a_place_is_none(text):
    assert not found(text, "place")


STORY = (
    "KELDHAM (Wire Service) - Police in Keldham said on Thursday that 28 people had died.\n\n"
    "“We lost 40 million crowns,” Mayor Anna Doe said. Doe blamed the United Nations.\n"
)


def test_names_come_from_the_articles_own_cast():
    details = split(STORY).details
    assert ("person", "Anna Doe", "Anna Doe") in [(d.kind, d.text, d.value) for d in details]
    assert ("person", "Doe", "Anna Doe") in [(d.kind, d.text, d.value) for d in details]
    assert ("organisation", "United Nations") in [(d.kind, d.value) for d in details]


def test_an_article_date_can_stand_in_the_text():
    dated = split("A bridge falls in Keldham\n\n13 June 2024\n\nPolice said it fell on Monday in Keldham. Nobody died.")
    assert [detail.value for detail in dated.details if detail.text == "Monday"] == ["2024-06-10"]


def test_a_claims_details_are_those_inside_it():
    result = split(STORY)
    claim = next(claim for claim in result.claims if "crowns" in claim.text)
    assert [d.text for d in details_inside(result.details, claim.start, claim.end)] == ["40 million crowns"]


WORDS = st.sampled_from(
    [
        "two", "hundred", "and", "28", "1,234.5", "million", "$", "%", "percent", "March", "3", "3.", "2024", "last",
        "month", "Thursday", "on", "in", "since", "the", "first", "quarter", "of", "U.S.", "Paris", "more than", "-",
        "–", "to", "between", "10:30", "p.m.", "4/3/2024", "9999", "0000", "31", "99999999999999999999", "a", "third",
        "\r\n", "\u00a0", "😀", "e\u0301", "\u0301", "٣", "½", "²", "century", "ago", "years", "İ", "1990", "s", "Q",
        "am", "dreihundert", "Millionen", "vor", "zwei", "Wochen",
    ]
)  # fmt: skip


def check(text, language, date=None):
    last = 0
    for detail in find_details(text, language=language, date=date):
        assert text[detail.start : detail.end] == detail.text != ""
        assert last <= detail.start < detail.end
        last = detail.end
        assert not (detail.end < len(text) and unicodedata.combining(text[detail.end]))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from(["en", "de", "xx"]),
    st.sampled_from([None, TODAY, datetime.date.min, datetime.date.max]),
)
def test_details_are_exact_and_never_overlap_in_newslike_text(text, language, date):
    check(text, language, date)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "de", "xx"]))
def test_details_are_exact_in_any_text(text, language):
    check(text, language)


HOSTILE = [
    "two hundred ",
    "1,",
    "1-",
    "9" * 50 + " ",
    "March ",
    "in ",
    "New ",
    "the past ",
    "$",
    "between 10 and ",
    "a ",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_work_grows_with_the_text(pattern):
    def work(text):
        calls = 0

        def count(frame, event, argument):
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            find_details(text, date=TODAY)
        finally:
            sys.setprofile(None)
        return calls

    text = pattern * (3_000 // len(pattern))
    work(text)
    assert work(text * 2) <= 2.3 * work(text) + 500


def test_five_hundred_words_take_no_more_than_a_moment():
    text = (STORY * 40)[:3000]
    find_details(text)
    best = min(timed(text) for _ in range(5))
    assert best < 0.01  # A millisecond is the aim; a busy machine gets ten.


def timed(text):
    start = time.process_time()
    find_details(text)
    return time.process_time() - start
