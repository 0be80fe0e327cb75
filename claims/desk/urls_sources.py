"""The addresses of the sources. Included by urls.py, in the namespace `desk`."""

from django.urls import path

from claims.desk.views import sources

urlpatterns = [
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/edit/", sources.source_edit, name="source_edit"),
    path("sources/<int:pk>/file/", sources.source_file, name="source_file"),
    path("claims/<int:pk>/evidence/sources/", sources.source_picker, name="source_picker"),
]
