"""Documents kept: bounded, under their digest, outside of anything that the web server serves by itself."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.models import Agreement, Document, DocumentKind
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow
from .noting import note, values

MOST_BYTES = 25_000_000
KINDS = frozenset(
    {".pdf", ".docx", ".xlsx", ".odt", ".ods", ".txt", ".eml", ".png", ".jpg", ".jpeg", ".csv", ".html", ".xml", ".doc", ".xls"}
)


def folder() -> Path:
    """Return where documents lie."""
    return Path(settings.DATA) / "files" / "documents"


def path_of(document: Document) -> Path:
    """Return where a document's bytes are."""
    return folder() / document.digest[:2] / document.digest


def add_document(
    *, by: Account | None, agreement: Agreement, kind: DocumentKind, title: str, file_name: str, chunks: Iterable[bytes], now: datetime
) -> Document:  # fmt: skip
    """Keep a file of an agreement; raise Unsuitable for what is too large, empty, or no document."""
    allow(by)
    name = Path(file_name.replace("\\", "/")).name[-255:]
    if Path(name).suffix.lower() not in KINDS:
        raise Unsuitable(_("A document ends in one of: %(kinds)s.") % {"kinds": " ".join(sorted(KINDS))}, field="file")
    digest, size = _stored(chunks)
    with transaction.atomic():
        row = Document.objects.create(
            agreement=agreement, kind=kind, title=title.strip() or name, file_name=name, digest=digest, size=size, by=by, made_at=now
        )  # fmt: skip
        note(row, {}, values(row), by=by, why="", now=now)
        audit.record(by=by, action="agreements.document", subject=row, now=now)
    return row


def _stored(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write the bytes under their digest; return it with how many there are. Nothing is left of what is refused."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, fresh = tempfile.mkstemp(dir=folder())
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Unsuitable(_("A document has at most %(n)s MB.") % {"n": MOST_BYTES // 1_000_000}, field="file")
                digest.update(chunk)
                stream.write(chunk)
        if not size:
            raise Unsuitable(_("The file is empty."), field="file")
        path = folder() / digest.hexdigest()[:2] / digest.hexdigest()
        path.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(fresh, path)
    finally:
        Path(fresh).unlink(missing_ok=True)
    return digest.hexdigest(), size
