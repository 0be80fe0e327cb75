"""The newsroom's screens."""

from django.urls import include, path

from claims.desk.views import (
    article_page,
    articles,
    dashboard,
    errors,
    jobs,
    my_work,
    notifications,
    presence,
    resplit,
    search,
    typed,
)

app_name = "desk"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("search/", search.search, name="search"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:slug>.csv", dashboard.dashboard_csv, name="dashboard_csv"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/new/", articles.article_new, name="article_new"),
    path("articles/<int:pk>/", article_page.article, name="article"),
    path("articles/<int:pk>/here/", presence.article_here, name="article_here"),
    path("articles/<int:pk>/edit/", articles.article_edit, name="article_edit"),
    path("articles/<int:pk>/_text/", article_page.article_text, name="article_text"),
    path("articles/<int:pk>/claims/", article_page.claim_add, name="claim_add"),
    path("articles/<int:pk>/claims/<int:claim_pk>/triage/", article_page.claim_triage, name="claim_triage"),
    path("articles/<int:pk>/borders/", article_page.claim_borders, name="claim_borders"),
    path("articles/<int:pk>/triage/", article_page.claims_triage, name="claims_triage"),
    path("articles/<int:pk>/split/", article_page.split_again, name="split_again"),
    path("articles/<int:pk>/resplit/", resplit.resplit, name="resplit"),
    path("articles/<int:pk>/resplit/start/", resplit.resplit_start, name="resplit_start"),
    path("articles/<int:pk>/resplit/apply/", resplit.resplit_apply, name="resplit_apply"),
    path("typed/", typed.typed_keep, name="typed"),
    path("typed/give-up/", typed.typed_give_up, name="typed_give_up"),
    path("signed-in/", typed.signed_in, name="signed_in"),
    path("jobs/<int:pk>/retry/", jobs.job_retry, name="job_retry"),
    path("notifications/", notifications.notification_list, name="notifications"),
    path("notifications/read/", notifications.notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/open/", notifications.notification_open, name="notification_open"),
    path("notifications/<int:pk>/read/", notifications.notification_read, name="notification_read"),
    path("", include("claims.desk.urls_claims")),
    path("", include("claims.desk.urls_sources")),
    path("readers/", include("claims.desk.urls_readers")),
    path("", include("claims.desk.urls_settings")),
    # The last one: without it the readers' site would answer.
    path("<path:path>", errors.nothing_here, name="nothing_here"),
]
