"""The readers' addresses. Included last: it answers every path that nothing else does."""

from django.urls import path, re_path

from claims.public import search, taking_part, views
from claims.public.oembed import oembed_answer

app_name = "public"
urlpatterns = [
    path("", views.public_file, name="home"),
    path("oembed", oembed_answer, name="oembed"),
    path("checks/<slug:slug>/card/", views.card, name="card"),
    path("search/results", search.results, name="search_results"),
    # With and without a slash: with one it is a file, too, for when this process is stopped (publishing/closed.py).
    re_path(r"^take-part/claim/?\Z", taking_part.claim_form, name="send_claim"),
    path("take-part/challenge/", taking_part.challenge_of, name="challenge_of"),
    path("take-part/challenge/<slug:slug>", taking_part.challenge_form, name="challenge"),
    path("take-part/receipt/<str:token>", taking_part.receipt, name="receipt"),
    # Not `<path:path>`: that one stops at a line break, and such an address deserves the site's own 404, too.
    re_path(r"^(?P<path>[^\x00]+)\Z", views.public_file, name="file"),
]
