"""Several PDFs as one."""

from __future__ import annotations

import io
from collections.abc import Iterable


def joined(parts: Iterable[bytes]) -> bytes:
    """The pages of all parts in order, as one PDF."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            document = pypdfium2.PdfDocument(part)
            try:
                whole.import_pages(document)
            finally:
                document.close()
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()
