"""The newsroom's screens."""

from django.urls import include, path

from claims.desk.views import article_page, articles, errors, jobs, my_work

app_name = "desk"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/new/", articles.article_new, name="article_new"),
    path("articles/<int:pk>/", article_page.article, name="article"),
    path("articles/<int:pk>/edit/", articles.article_edit, name="article_edit"),
    path("articles/<int:pk>/_text/", article_page.article_text, name="article_text"),
    path("articles/<int:pk>/claims/", article_page.claim_add, name="claim_add"),
    path("articles/<int:pk>/claims/<int:claim_pk>/triage/", article_page.claim_triage, name="claim_triage"),
    path("articles/<int:pk>/split/", article_page.split_again, name="split_again"),
    path("jobs/<int:pk>/retry/", jobs.job_retry, name="job_retry"),
    path("", include("claims.desk.urls_claims")),
    path("", include("claims.desk.urls_settings")),
    # The last one: without it the readers' site would answer.
    path("<path:path>", errors.nothing_here, name="nothing_here"),
]
