"""What the process holds of the C library's heap: bytes in use, and not what the system has lent it.

Caches of Qt and typst are no objects of Python; resident memory also moves with what is free but not given back.
"""

from __future__ import annotations

import ctypes
import gc

import pytest


class _Mallinfo2(ctypes.Structure):
    """`struct mallinfo2` of glibc 2.33 and later."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def in_use() -> int:
    """Bytes that were asked for and not given back. Skips the test where the C library cannot tell."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        told = libc.mallinfo2
    except (OSError, AttributeError):
        pytest.skip("glibc 2.33 tells what is in use")
    told.restype = _Mallinfo2
    gc.collect()
    libc.malloc_trim(0)  # what waits to be put together with its neighbours counts as in use
    heap = told()
    return int(heap.uordblks + heap.hblkhd)
