"""The readers' addresses. Included last: it answers every path that nothing else does."""

from django.urls import path

from claims.public import views

app_name = "public"
urlpatterns = [
    path("", views.public_file, name="home"),
    path("<path:path>", views.public_file, name="file"),
]
