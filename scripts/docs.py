"""Set up the environment once, then build the documentation in dist/docs/, or in the folder named."""

import sys

import environment

environment.run("docs.site.build", *sys.argv[1:], locks=["requirements-docs.lock"])
