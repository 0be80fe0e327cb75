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

# Questions a reviewer goes through; none has to be ticked to approve.
CHECKLIST = {
    "Every figure has its source": "Open each source once more and find the passage.",
    "The speaker was asked, or the check says why not": "",
    "Evidence for and against was looked for": "",
    "The rating follows from the explanation": "Would a reader who disagrees understand how we got there?",
}
