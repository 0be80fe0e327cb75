"""Every address. tests/test_access_table.py holds one row for each."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from factcheck import health


@login_not_required
def not_here(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # An address is how one signs in here, and an admin sets it; allauth's own screen for changing it stays shut.
    path("accounts/email/", not_here, name="account_email"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("claims.desk.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("", include("claims.public.urls")),
]

handler400 = "claims.desk.views.errors.bad_request"
handler404 = "claims.desk.views.errors.not_found"
handler500 = "claims.desk.views.errors.server_error"
