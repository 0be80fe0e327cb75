"""What the tests of actions do without: tests/publishing/test_share.py looks at pictures."""

import pytest

from claims.publishing import share


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes longer than all else that a publishing does."""
    monkeypatch.setattr(share, "draw", lambda check: b"a picture")
