"""Articles: the list, bringing one in, and correcting what is recorded of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import workflow
from claims.access import get_article_for
from claims.actions import article as articles
from claims.actions.errors import Conflict, Invalid, require
from claims.desk.forms.address import say_completed
from claims.desk.forms.articles import ArticleDetailsForm, ArticleForm
from claims.desk.history import timeline
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors, context_of, other_than_typed, put_errors, theirs
from claims.models import Article
from claims.queries import desk
from claims.queries.events import events_of_article

PAGE_LENGTH = 30
SEARCH_LENGTH = 200


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:SEARCH_LENGTH]
    page = Paginator(desk.articles_found(request.user, words), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": desk.article_rows(request.user, page.object_list),
        "words": words,
        "may_import": bool(workflow.may_import(request.user)),
    }
    return render(request, "desk/articles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def article_new(request: HttpRequest) -> HttpResponse:
    require(workflow.may_import(request.user))
    if request.method != "POST":
        return render(request, "desk/article_new.html", {"form": ArticleForm()})
    form = ArticleForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        try:
            article = articles.import_article(actor=request.user, **fields)
        except Invalid as error:
            status = error.status
            put_errors(form, error)
        else:
            say_saved(
                request,
                _("The article is in. Once its claims are found, decide about each of them in the list."),
                "article-new",
            )
            say_completed(request, article.url)
            _warn_of_same_text(request, article)
            return redirect("desk:article", pk=article.pk)
    elif form.is_too_long:
        status = 413
    form.keep_uploaded_text()
    return render(request, "desk/article_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is recorded of an article. When somebody else was first, their words are shown beside the form."""
    found = get_article_for(request.user, pk)
    require(workflow.may_edit_articles(request.user))
    if request.method != "POST":
        return _edit_page(request, found, ArticleDetailsForm(article=found))
    form = ArticleDetailsForm(request.POST, article=found)
    if not form.is_valid():
        return _edit_page(request, found, form, status=400)
    try:
        articles.edit_article(actor=request.user, article_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        found = get_article_for(request.user, pk)
        if isinstance(error, Invalid):
            put_errors(form, error)
        elif all(getattr(found, name) == typed for name, typed in form.cleaned_data.items() if name != "version"):
            return _details_saved(request, pk)  # A second click.
        return _edit_page(request, found, form, error=error)
    say_completed(request, form.cleaned_data["url"])
    return _details_saved(request, pk)


def _details_saved(request: HttpRequest, pk: int) -> HttpResponse:
    say_saved(request, _("The details are saved."), f"article-{pk}")
    return redirect("desk:article", pk=pk)


def _warn_of_same_text(request: HttpRequest, article: Article) -> None:
    others = desk.articles_with_text(request.user, article.current_snapshot.sha256).exclude(pk=article.pk)
    if other := others.first():
        link = format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("desk:article", args=[other.pk]), other.title)
        messages.warning(
            request, format_html(_("The very same text is here already: {}. It was imported again."), link)
        )


def _edit_page(
    request: HttpRequest,
    found: Article,
    form: ArticleDetailsForm,
    *,
    error: Invalid | Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    others = None
    if isinstance(error, Conflict):
        answers = {name: typed for name, typed in form.cleaned_data.items() if name != "version"}
        others = theirs(form, found, other_than_typed(answers, found))
    conflict = error if isinstance(error, Conflict) else None  # What is Invalid stands beside the fields.
    context = context_of(conflict, request.user) | {
        "article": found,
        "form": form,
        "theirs": others,
        "history": timeline(events_of_article(found)),
    }
    return render(request, "desk/article_edit.html", context, status=error.status if error else status)
