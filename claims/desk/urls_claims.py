"""The addresses of claims and of what belongs to them: queue, claim, evidence, verdict, comments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
