"""Fixtures of the desk's tests."""

import pytest

from claims.models import Article
from claims.vocabulary import JobState


@pytest.fixture
def split_story(story: Article) -> Article:
    """The story after its job has ended."""
    story.jobs.update(state=JobState.DONE, progress=100)
    return story
