"""The addresses of what readers send in. Included by urls.py under readers/, in the namespace `desk`."""

from django.urls import path

from claims.desk.views import readers

urlpatterns = [
    path("", readers.reader_list, name="readers"),
    path("spam/", readers.readers_spam, name="readers_spam"),
    path("<int:pk>/", readers.reader, name="reader"),
    path("<int:pk>/take-up/", readers.reader_take_up, name="reader_take_up"),
    path("<int:pk>/do/<slug:step>/", readers.reader_step, name="reader_step"),
]
