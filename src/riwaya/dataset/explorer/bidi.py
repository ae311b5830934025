"""What pages show of a value. Characters that turn the text around them are seen to be there, and do nothing."""

from __future__ import annotations

_MARKS = (0x061C, 0x200E, 0x200F)
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = {code: f"[U+{code:04X}]" for code in (*_MARKS, *_TURNING)}


def shown(value: object) -> object:
    """The value, and nothing of None; a text with bidirectional controls has their code points in their place
    ("[U+202E]").

    What is markup already, and so was made of values that came by here, is left alone.
    """
    if value is None:
        return ""
    return value.translate(_SHOWN) if isinstance(value, str) and not hasattr(value, "__html__") else value
