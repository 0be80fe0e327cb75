"""The app's configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Every database has a newsroom row and a rating scale, also one that was emptied and migrated again.
        from claims.actions.newsroom import seed_newsroom

        post_migrate.connect(lambda **_: seed_newsroom(), sender=self, weak=False, dispatch_uid="seed newsroom")
