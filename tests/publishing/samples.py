"""Checks as a newsroom would publish them, for the tests of the readers' side."""

from dataclasses import replace
from datetime import UTC, date, datetime

from claims.publishing.content import (
    Article,
    Attribution,
    Check,
    ClaimAsSaid,
    Evidence,
    Newsroom,
    PublicRevision,
    Rating,
    Reply,
    Scale,
    Speaker,
)

NEWSROOM = Newsroom(
    name="The Harbour Ledger",
    url="https://facts.example",
    tagline="What was said about our coast, our money and our schools, and what the records say.",
    contact_email="corrections@facts.example",
)

FALSE = Rating("false", "False", "The records show the opposite.", "on_axis", 1, "false")
MOSTLY_FALSE = Rating(
    "mostly-false", "Mostly false", "A grain of truth, and the rest is wrong.", "on_axis", 2, "mostly-false"
)
HALF = Rating(
    "half-true", "Half true", "True as far as it goes, but it leaves out what matters.", "on_axis", 3, "mixed"
)
MOSTLY_TRUE = Rating("mostly-true", "Mostly true", "Right in substance, loose in detail.", "on_axis", 4, "mostly-true")
TRUE = Rating("true", "True", "The records bear it out.", "on_axis", 5, "true")
UNPROVEN = Rating("unproven", "Unproven", "The evidence that exists does not settle it.", "off_axis", None, "none")
SATIRE = Rating("satire", "Satire", "It was never meant to be believed.", "off_axis", None, "none")
SCALE = Scale("House scale", (FALSE, MOSTLY_FALSE, HALF, MOSTLY_TRUE, TRUE, UNPROVEN, SATIRE))

HARBOUR = Check(
    slug="the-dredging-of-the-harbour-cost-the-city-less-than-planned",
    newsroom=NEWSROOM,
    claim=ClaimAsSaid(
        quote="the dredging of the inner harbour was finished in eleven months and cost the city 14 million euros less "
        "than planned",
        before="The port authority's spokeswoman, Ines Dahl, told reporters on Tuesday that ",
        after=", a result she called “proof that public works can be delivered”. The opposition wants the books.",
    ),
    speaker=Speaker("Ines Dahl", "spokeswoman of the Port Authority of Vessin", "the spokeswoman", kind="person"),
    attribution=(Attribution("Ines Dahl", "told reporters"), Attribution("Coastal News Agency", "reported")),
    article=Article(
        title="Vessin port hails early end of harbour works",
        url="https://wire.example/2026/10/20/vessin-port",
        publisher="Coastal News Agency",
        author="Marek Holt",
        published_on=date(2026, 10, 20),
        language="en",
    ),
    rating=MOSTLY_FALSE,
    scale=SCALE,
    summary="They were finished in eleven months, as planned. But they did not cost less: the city's accounts show "
    "spending of 96.2 million euros against a budget of 91.0 million. The 14 million are the part of the bill that was "
    "moved to the state in March.",
    explanation="""The claim has two parts, and only one of them holds.

## The time

The contract of 3 September 2025 gave the builders twelve months. The handover protocol is dated **4 August 2026**, \
eleven months later.

## The money

The city council voted a budget of 91.0 million euros. The accounts that the treasurer laid before the council on \
12 October give this:

| Paid by | Planned, million € | Paid, million € |
| --- | ---: | ---: |
| City of Vessin | 91.0 | 77.0 |
| State ministry of transport | 0.0 | 19.2 |
| Together | 91.0 | 96.2 |

So the city's *own share* fell by 14 million, because the ministry took over the bill for the lock gates, \
[as its decree of 11 March says](https://ministry.example/decrees/2026-311). The works themselves cost 5.2 million more.

> The takeover does not reduce the cost of the measure.

That sentence stands in the decree itself. Ms Dahl's office did not dispute the figures when we showed them to it, and \
said that she had spoken "from the city's point of view".
""",
    evidence=(
        Evidence(
            "contradicts",
            "Final accounts of the inner harbour works",
            "https://council.vessin.example/papers/2026/1012-accounts.pdf",
            "City Council of Vessin",
            passage="Total expenditure for the measure amounts to EUR 96,214,880.17, of which EUR 19,204,000.00 were "
            "borne by the State.",
            locator="Page 14, table 3",
            note="The city's own books: more was spent than was voted.",
            is_primary=True,
            archive="stored",
            archived_url="https://archive.example/20261022/accounts.pdf",
            archived_at=datetime(2026, 10, 22, 9, 30, tzinfo=UTC),
        ),
        Evidence(
            "supports",
            "Handover protocol, inner harbour",
            "https://port.vessin.example/docs/handover.pdf",
            "Port Authority of Vessin",
            passage="Acceptance took place on 4 August 2026 without reservation.",
            locator="Section 2",
            note="Bears out the eleven months.",
            interest="The Port Authority is the speaker's employer.",
            is_primary=True,
            archive="failed",
        ),
        Evidence(
            "context",
            "Who pays for the lock gates?",
            "https://www.vessin-evening.example/lock-gates",
            "Vessin Evening Post",
            passage="The ministry confirmed that it will carry the cost of the gates “in full and outside the city's "
            "budget”.",
        ),
    ),
    not_found="Whether the ministry will ask for a part of its 19.2 million back. It answered that talks are going on.",
    authors=("Oda Brandt",),
    approvers=("Tomas Lind",),
    revisions=(PublicRevision(1, "first", datetime(2026, 10, 23, 15, 4, tzinfo=UTC)),),
)

CORRECTED = replace(
    HARBOUR,
    slug="ferry-passengers-doubled-since-the-new-timetable",
    claim=ClaimAsSaid(
        quote="Twice as many people take the ferry since the new timetable",
        before="“",
        after=",” the minister said, answering a question in parliament.",
        wording="The number of ferry passengers doubled after the timetable of 1 June 2026.",
        is_quote=True,
    ),
    speaker=Speaker("Jonas Ekdal", "minister of transport", "the minister"),
    attribution=(),
    article=Article(
        "Ferry timetable “a success”, says Ekdal",
        "https://wire.example/2026/09/24/ferries",
        "Coastal News Agency",
        published_on=date(2026, 9, 24),
        language="en",
    ),
    rating=HALF,
    summary="Passengers rose by 61 per cent between June and September, compared with the same months a year earlier. "
    "On the island line alone they doubled.",
    revisions=(
        PublicRevision(1, "first", datetime(2026, 9, 30, 8, 0, tzinfo=UTC)),
        PublicRevision(
            2, "typo", datetime(2026, 9, 30, 11, 20, tzinfo=UTC), "The name of the island line was misspelt."
        ),
        PublicRevision(
            3,
            "rating_changed",
            datetime(2026, 10, 8, 17, 45, tzinfo=UTC),
            "We had compared September with June, not with the September before. The rise is 61 per cent, not 12, "
            "and the rating goes from Mostly false to Half true.",
        ),
    ),
)

WITHDRAWN = replace(
    HARBOUR,
    slug="the-school-roof-was-closed-for-asbestos",
    claim=ClaimAsSaid(quote="The roof of the Lindholm school was closed because of asbestos"),
    speaker=None,
    attribution=(),
    article=Article("Pupils moved after roof closes", publisher="Lindholm Weekly", published_on=date(2026, 7, 30)),
    rating=FALSE,
    summary="There was no asbestos in the roof.",
    revisions=(
        PublicRevision(1, "first", datetime(2026, 8, 2, 8, 0, tzinfo=UTC)),
        PublicRevision(
            2,
            "withdrawn",
            datetime(2026, 8, 19, 13, 0, tzinfo=UTC),
            "The survey that we relied on was of another building. We are checking the claim again.",
        ),
    ),
)

LONG = replace(
    HARBOUR,
    slug="we-have-built-more-flats-than-any-government-before-us",
    claim=ClaimAsSaid(
        quote="We have built more flats in these three years than any government before us in ten, we did it without "
        "raising a single tax, we did it while the price of steel went up by a third and the price of timber by a "
        "half, and we have done it in every district of this country, from the islands to the border, and whoever says "
        "otherwise has not looked at the figures that my own ministry publishes every month",
        is_quote=True,
    ),
    speaker=Speaker("Ludmila Sørensen-Abernathy", "prime minister"),
    attribution=(),
    rating=UNPROVEN,
    summary="The ministry's monthly figures count permits, not finished flats. Nobody has counted those since 2024.",
    override_reason="The second editor was on the ferry without a connection; the page was read again next morning.",
    evidence=HARBOUR.evidence[:1],
)

ARABIC = replace(
    HARBOUR,
    slug="claim-31",
    claim=ClaimAsSaid(
        quote="ارتفعت أسعار الخبز بنسبة 40 في المئة منذ بداية العام",
        before="قال المتحدث باسم الوزارة إن ",
        wording="Bread prices have risen by 40 per cent since January.",
    ),
    speaker=Speaker("سامي الخطيب", "متحدث باسم وزارة التجارة"),
    attribution=(Attribution("وكالة الساحل", "ذكرت"),),
    article=replace(HARBOUR.article, title="الخبز يزداد غلاء", language="ar", publisher="جريدة المرفأ"),
    rating=TRUE,
    summary="The ministry's own price index gives 41.2 per cent from January to October.",
)

# Everything that has broken a page like this one somewhere.
HOSTILE_TEXT = (
    "</script><script>alert(1)</script> <!-- <script> ]]> \"double\" 'single' &amp; \u202egnp.exe\u202c "
    "zero\u200bwidth \U0001f469\u200d\U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd \u2028 \u2029 {{ 7|add:7 }}"
)
HOSTILE = replace(
    HARBOUR,
    slug="hostile",
    newsroom=replace(NEWSROOM, name=f"Ledger {HOSTILE_TEXT}", tagline=HOSTILE_TEXT, about=HOSTILE_TEXT),
    claim=ClaimAsSaid(quote=HOSTILE_TEXT, wording=f"W {HOSTILE_TEXT}", before=HOSTILE_TEXT, after=HOSTILE_TEXT),
    speaker=Speaker(HOSTILE_TEXT, HOSTILE_TEXT, f"P {HOSTILE_TEXT}"),
    attribution=(Attribution(f"A {HOSTILE_TEXT}", HOSTILE_TEXT),),
    article=Article(HOSTILE_TEXT, "javascript:alert(1)", HOSTILE_TEXT, HOSTILE_TEXT, date(2026, 1, 2), '"><script>'),
    summary=HOSTILE_TEXT,
    explanation=f"{HOSTILE_TEXT}\n\n<img src=x onerror=alert(1)> <style>*{{}}</style>\n\n[x](javascript:alert(1)) "
    "[y](data:text/html,hi) ![z](https://tracker.example/p.png) [rel](/desk/) <https://ok.example/?a=1&b=2>\n\n# Big",
    evidence=(
        Evidence(
            "context",
            HOSTILE_TEXT,
            "https://good.example\\@evil.example/",
            HOSTILE_TEXT,
            HOSTILE_TEXT,
            HOSTILE_TEXT,
            HOSTILE_TEXT,
            HOSTILE_TEXT,
            archive="stored",
            archived_url="data:text/html,<script>alert(1)</script>",
        ),
    ),
    not_found=HOSTILE_TEXT,
    authors=(HOSTILE_TEXT,),
    approvers=(HOSTILE_TEXT,),
    override_reason=HOSTILE_TEXT,
    said="differently",
    said_note=HOSTILE_TEXT,
    replies=(Reply(HOSTILE_TEXT, "form", date(2026, 9, 30), "answered", HOSTILE_TEXT, quote=HOSTILE_TEXT),),
    revisions=(
        PublicRevision(1, "first", datetime(2026, 10, 1, tzinfo=UTC)),
        PublicRevision(2, "correction", datetime(2026, 10, 2, tzinfo=UTC), HOSTILE_TEXT),
    ),
)

STANDING = [HARBOUR, CORRECTED, LONG, ARABIC, HOSTILE]
EVERY = [*STANDING, WITHDRAWN]
