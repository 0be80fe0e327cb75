"""The topics and the review checklist of the sample newsroom, in order."""

# What a claim is about, and what belongs to it.
TOPICS = {
    "Transport": "Ferries, buses, bridges, and what they cost.",
    "Public money": "Budgets, grants, fees and who pays them.",
    "Fisheries and the port": "",
    "Health": "Hospitals, vaccination, care.",
    "Energy": "Prices, supply, taxes on both.",
    "Work and schools": "",
    "Floods and fires": "Alarms, damage, who was where.",
}

# What the newsroom says of itself, in markdown.
POLICIES = {
    "about": """Estmere Fact Desk checks what is said in public in the province of Estmere: by governors and \
mayors, by companies, unions and campaigns, and in what people pass on to each other.

We began in 2019 with two people in a room above the harbour office. We belong to no party, and none pays us.""",
    "ownership": """Estmere Fact Desk is a registered association. Its members are the people who work here.

| Who | Share of last year's money |
| --- | ---: |
| Readers, none with more than 1 % | 61 % |
| Harrowmouth Foundation for Local News | 27 % |
| Training courses for schools | 12 % |

Nobody who gives us money learns what we are checking before it is published.""",
    "selection": """We read the province's papers, the council's minutes and what readers send us every morning, and \
ask of each statement:

1. Can it be checked at all? Opinions and predictions cannot.
2. Would somebody decide otherwise if it were wrong?
3. How many have heard it?

We look at all sides: every three months we count whom we have checked, and ask why where it leans one way.""",
    "methodology": """## From a sentence to a verdict

A checker first finds the exact words and where they were said. Then the checker looks for evidence *for* and \
*against* the claim, in primary sources before any other: records, statistics, the document itself. Two sources that \
are independent of each other are the least.

We ask whoever said it where it comes from, and give them two days to answer. What they answer is on the page.

## Two pairs of eyes

Whoever wrote the verdict cannot approve it. A second person reads the exact text and opens every source again.""",
    "corrections": """Write to us when you think that something is wrong: the address is in the foot of every page. An \
editor who had nothing to do with the check looks at it within two working days.

What was wrong is corrected on the page, with a note on top that says what it was, and stands in the list of all \
corrections. A wrong letter is mended without a note, but is in the history of the page.

If you think that we did not correct what had to be corrected, complain to the International Fact-Checking Network.""",
    "contact": """Send us a claim to check, or tell us what is wrong with a check. We read everything, and answer most \
of it within a week.""",
}

# Who is on the public page about the team, by handle, and what they say of themselves.
TEAM: dict[str, str] = {
    "ingrid": "Reads everything last. Came from the harbour beat of the Harrowmouth Gazette.",
    "amara": "Health, hospitals, and every table of figures that nobody else wants to open.",
    "rafael": "",
}

# Who those are whose claims are checked, as readers are told: an organisation where that is said, else a person.
SPEAKERS = {
    "Aldous Fenmore": "governor of Estmere",
    "Anselm Brodie": "chief scientist of the fisheries directorate",
    "Callum Reyde": "spokesperson of Norvane Energy",
    "Dunja Marrick": "spokesperson of the Estmere Seafarers’ Federation",
    "Helene Vasker": "transport minister of Estmere",
    "Joss Tarrel": "president of the Estmere Fishers’ Union",
    "Karla Winfeld": "chief executive of Norvane Energy",
    "Käthe Öllinger": "mayor of Köselbrück",
    "Noor Abelard": "director of the campaign group Fair Bill Estmere",
    "Odile Tranter": "independent member of Harrowmouth’s council",
    "Priya Lanstrom": "chief medical officer of the Estmere Health Agency",
    "Wexley Together": "residents’ group in Wexley Sands",
    "Änne Großkötter": "chairwoman of the barge owners’ cooperative",
}
ORGANISATIONS = ("Wexley Together",)

# Questions a reviewer goes through; none has to be ticked to approve.
CHECKLIST = {
    "Every figure has its source": "Open each source once more and find the passage.",
    "The speaker was asked, or the check says why not": "",
    "Evidence for and against was looked for": "",
    "The rating follows from the explanation": "Would a reader who disagrees understand how we got there?",
}
