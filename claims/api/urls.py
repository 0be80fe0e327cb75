"""The programs of other newsrooms."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
