"""The words of the interface in other languages: `make messages`, after a text in English was added or changed.

Takes every text that goes through gettext from the Python files and the templates, brings claims/locale/*/django.po
up to date with them (new ones without a translation, those that are gone left out) and compiles each into the .mo file
that Django reads. It needs Babel, which comes with the tests' packages, and none of GNU gettext's programs. Both files
are in the repository, so that nothing else has to be made before the product runs.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

from claims.splitting.reasons import TEXT as REASONS

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE = BASE_DIR / "claims" / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT = "Translators:"


def main() -> int:
    extracted = extract_all()
    for path in catalogs():
        catalog = bring_up_to_date(path, extracted)
        path.write_text(text_of(catalog), encoding="utf-8")
        every = len(catalog)
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        print(f"{path.relative_to(BASE_DIR)}: {every} texts, {every - len(catalog)} of them not translated")
    return 0


def catalogs() -> list[Path]:
    """The .po file of each language; a language is added with a file that has only a header."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def extract_all() -> Catalog:
    """Every text that goes through gettext, with the files it is in, in the order of the files."""
    catalog = Catalog()
    for path in source_files():
        name = path.relative_to(BASE_DIR).as_posix()
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Django's own reader makes of a template something like Python. Its indentation means nothing.
            source = "\n".join(line.lstrip() for line in templatize(source, origin=name).splitlines())
        file = io.BytesIO(source.encode())
        for _line, words, comments, context in extract("python", file, KEYWORDS, [COMMENT], {"encoding": "utf-8"}):
            catalog.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    for words in REASONS.values():  # The splitter is plain Python and marks nothing.
        catalog.add(words, locations=[("claims/splitting/reasons.py", 0)])
    return catalog


def source_files() -> Iterator[Path]:
    for folder in ("claims", "factcheck"):
        yield from sorted(path for path in (BASE_DIR / folder).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted(path for path in (BASE_DIR / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def bring_up_to_date(path: Path, extracted: Catalog) -> Catalog:
    """The catalog in `path` with exactly the texts of `extracted`. No guesses: what was reworded is a new one."""
    catalog = read(path)
    catalog.update(extracted, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def text_of(catalog: Catalog) -> str:
    """A .po file, without the numbers of lines: those change with every commit."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, include_lineno=False)
    return file.getvalue().decode()


def compiled(catalog: Catalog) -> bytes:
    """A .mo file, without what is not translated: there Django shows the English words."""
    for message in list(catalog):
        if not is_translated(message):
            catalog.delete(message.id, message.context)
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


if __name__ == "__main__":
    sys.exit(main())
