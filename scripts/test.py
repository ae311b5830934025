"""Set up the environment once, then run the fast tests, or all with --all. Other arguments go to pytest.

What selects tests (-k, -m, a path such as tests/text) selects among all tests.

يُعِدّ البيئة مرة واحدة، ثم يشغّل الاختبارات السريعة، أو كلها مع --all. وتُمرَّر سائر الخيارات إلى pytest.
"""

import sys

import environment

FAST = "not slow and not browser and not spark"
arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
selected = any(argument.startswith(("-k", "-m", "tests")) for argument in arguments)
fast = not selected and "--all" not in sys.argv
locks = ["build", "test", *([] if fast else ["spark", "benchmark", "docs"])]
environment.run(
    "pytest",
    *(["-m", FAST] if fast else []),
    *arguments,
    locks=[f"requirements-{name}.lock" for name in locks],
)
