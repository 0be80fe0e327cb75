"""`manage.py resplit`: bring the suggestions of articles up to date with the splitter that is installed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from claims.actions.errors import ActionError
from claims.actions.resplit import compare_article, resplit_article
from claims.models import Article
from claims.publishing.text import shorten
from claims.queries.resplit import ADD, DESCRIBE, REMOVE, Comparison, articles_due

SIGNS = {ADD: "+", REMOVE: "-", DESCRIBE: "~"}


class Command(BaseCommand):
    """Split articles anew and change their suggestions accordingly, each article for itself.

    What people have worked on stays as it is. Safe to stop and run again: an article that is done is left out.
    """

    help = _(
        "Bring suggestions up to date with the present splitter. What people have worked on stays as it is. "
        "Takes all articles that another version has split, or those that are named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ARTICLE, --all and --dry-run."""
        parser.add_argument("articles", metavar="ARTICLE", nargs="*", type=int, help=_("The number of an article."))
        parser.add_argument("--all", action="store_true", help=_("Every article, also those that are up to date."))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Print what would be added (+), removed (-), described anew (~).")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One article after the other; one that fails does not stop the others."""
        pks = self._chosen(options["articles"], everything=options["all"])
        failed = []
        for number, pk in enumerate(pks, start=1):
            article = Article.objects.get(pk=pk)
            self._number, self._total = number, len(pks)
            try:
                said = self._preview(article) if options["dry_run"] else self._change(article)
            except ActionError as error:
                failed.append(pk)
                said = _("not done: %(why)s") % {"why": error}
            self._show(None)
            self.stdout.write(f"{pk}: {said}")
        if failed:
            raise CommandError(
                _("%(count)d of %(total)d articles were not done.") % {"count": len(failed), "total": len(pks)}
            )
        self.stdout.write(_("%(total)d articles looked at.") % {"total": len(pks)})

    def _chosen(self, wanted: list[int], *, everything: bool) -> list[int]:
        if wanted:
            known = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
            if missing := [pk for pk in wanted if pk not in known]:
                raise CommandError(_("There is no article %(pk)s.") % {"pk": missing[0]})
            return wanted
        return list((Article.objects.order_by("id") if everything else articles_due()).values_list("pk", flat=True))

    def _change(self, article: Article) -> str:
        applied = resplit_article(article, on_progress=self._show)
        return _("%(added)d added, %(removed)d removed, %(described)d described anew") % vars(applied)

    def _preview(self, article: Article) -> str:
        comparison = compare_article(article, on_progress=self._show)
        self._show(None)
        self._print(article, comparison)
        counts = {kind: comparison.count(kind) for kind in (ADD, REMOVE, DESCRIBE)}
        counts["kept"] = len(comparison.kept)
        return _("would add %(add)d, remove %(remove)d, describe %(describe)d anew, keep %(kept)d as they are") % counts

    def _print(self, article: Article, comparison: Comparison) -> None:
        text = article.current_snapshot.text
        for change in comparison.changes:
            words = shorten(" ".join(text[change.start : change.end].split()), 160)
            self.stdout.write(f"  {SIGNS[change.kind]} {words}")

    def _show(self, fraction: float | None) -> None:
        """Progress, on the terminal only; None wipes it."""
        if not sys.stderr.isatty():
            return
        line = "" if fraction is None else f"article {self._number} of {self._total}: {fraction:4.0%}"
        self.stderr.write(f"\r{line:<40}\r", ending="")
