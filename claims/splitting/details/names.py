"""Which printed names of an article belong to whom."""

from claims.splitting.names import Cast


def names_of(cast: Cast) -> dict[str, tuple[str, str]]:
    """Give each form a name is printed in -> (person or organisation, the full name)."""
    found: dict[str, tuple[str, str]] = {}
    for mentions in cast.bodies.values():
        for _, name in mentions:
            found[name] = ("organisation", name)
    for short, name in cast.short_forms.items():
        found[short] = found[name] = ("organisation", name)
    for surname, full in cast.by_surname.items():
        if full:
            found[surname] = ("person", full)
    for name in cast.people:
        found[name] = ("person", name)
    return found
