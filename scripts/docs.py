"""Set up the environment once, then build the documentation in dist/docs/, or in the folder named."""

import sys

import environment

locks = [f"requirements-{name}.lock" for name in ("build", "test", "docs")]
environment.run("docs.site.build", *sys.argv[1:], locks=locks)
