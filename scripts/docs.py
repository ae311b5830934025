"""Set up the environment once, then build the documentation in dist/docs/, or in the folder named.

يُعِدّ البيئة مرة واحدة، ثم يبني التوثيق في dist/docs أو في المجلد المذكور.
"""

import sys

import environment

locks = [f"requirements-{name}.lock" for name in ("build", "test", "docs")]
environment.run("docs.site.build", *sys.argv[1:], locks=locks)
