"""What the libraries that read other people's files let through on files they did not expect."""

from __future__ import annotations

import struct
import zlib

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Their own errors besides. It stands around one call of a library each, and becomes an error or a notice."""
