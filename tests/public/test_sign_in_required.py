"""Private stays the default: only a view that says so is reached without signing in."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from claims.models import User
from factcheck.middleware import SignInRequired

middleware = SignInRequired(lambda _request: HttpResponse())


def private(request):
    return HttpResponse()


@login_not_required
def public(request):
    return HttpResponse()


@pytest.fixture
def request_of(rf):
    def build(user):
        request = rf.get("/somewhere/?a=1")
        request.user = user
        return request

    return build


def test_a_stranger_is_sent_to_sign_in(request_of, settings):
    settings.LOGIN_URL = "/sign-in/"
    response = middleware.process_view(request_of(AnonymousUser()), private, (), {})
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/somewhere/%3Fa%3D1"


def test_somebody_signed_in_goes_on(request_of):
    assert middleware.process_view(request_of(User(email="oda@facts.example")), private, (), {}) is None


def test_anybody_reaches_a_public_view(request_of):
    assert middleware.process_view(request_of(AnonymousUser()), public, (), {}) is None
