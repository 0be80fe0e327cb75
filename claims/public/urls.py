"""The readers' addresses. Included last: it answers every path that nothing else does."""

from django.urls import path, re_path

from claims.public import taking_part, views

app_name = "public"
urlpatterns = [
    path("", views.public_file, name="home"),
    path("take-part/claim", taking_part.claim_form, name="send_claim"),
    path("take-part/challenge/<slug:slug>", taking_part.challenge_form, name="challenge"),
    path("take-part/receipt/<str:token>", taking_part.receipt, name="receipt"),
    # Not `<path:path>`: that one stops at a line break, and such an address deserves the site's own 404, too.
    re_path(r"^(?P<path>[^\x00]+)\Z", views.public_file, name="file"),
]
