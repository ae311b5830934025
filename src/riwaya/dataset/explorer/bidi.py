"""Makes bidirectional control characters visible, so that a value cannot reorder the text around it."""

from __future__ import annotations

_MARKS = (0x061C, 0x200E, 0x200F)
_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_VISIBLE = {code: f"[U+{code:04X}]" for code in (*_MARKS, *_CONTROLS)}


def visible(value: object) -> object:
    """The value with code points such as "[U+202E]" in place of bidirectional controls; "" for None.

    Markup stays as it is: it was made from values that this function has seen.
    """
    if value is None:
        return ""
    return value.translate(_VISIBLE) if isinstance(value, str) and not hasattr(value, "__html__") else value
