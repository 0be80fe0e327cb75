"""Writing the pages on which the newsroom says who it is and how it works. Called by the site's one writer."""

from __future__ import annotations

from django.core.files.storage import storages
from django.utils import translation

from claims.publishing import content, policy_pages, writer
from claims.publishing.labels import POLICIES
from claims.queries.policies import policies, shown_scales, team


def write_ratings(newsroom: content.Newsroom) -> list[str]:
    """Write what the ratings mean: publishing a check may be what cites a scale."""
    page = policy_pages.render_ratings(newsroom, shown_scales())
    return writer.write_at(content.PolicyLink("ratings").path, page, storages["public"])


def write_policies(newsroom: content.Newsroom) -> list[str]:
    """Write every page that has something to show, and take away the others. Returns the changed paths."""
    texts = policies()
    linked = {one.kind for one in newsroom.pages}
    changed = write_ratings(newsroom)
    for kind in POLICIES:
        path = content.PolicyLink(kind).path
        if kind not in linked:
            changed += writer.remove_at(path, storages["public"])
        elif kind == "team":
            with translation.override(newsroom.language):
                people = team()
            changed += writer.write_at(path, policy_pages.render_team(newsroom, people), storages["public"])
        elif kind != "ratings":
            text = texts.get(kind) or policy_pages.Policy(kind)
            changed += writer.write_at(path, policy_pages.render_policy(newsroom, text), storages["public"])
    return changed
