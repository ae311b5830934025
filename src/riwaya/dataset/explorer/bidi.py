"""Makes bidirectional control characters visible, so that a value cannot reorder the text around it."""

from __future__ import annotations

import re

_MARKS = (0x061C, 0x200E, 0x200F)
_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HIDDEN = re.compile(f"[{''.join(map(chr, (*_MARKS, *_CONTROLS)))}]")


def visible(text: str) -> str:
    """The text, which may be a whole page, with code points such as "[U+202E]" in place of bidirectional
    controls.
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
