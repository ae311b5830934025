"""Set up the environment once, then check the data. Arguments go to `riwaya validate`."""

import sys

import environment

environment.run("riwaya", "validate", *sys.argv[1:], inside=False)
