"""Set up the environment once, then measure: benchmarks/RESULTS.md. Arguments go to benchmarks/run.py."""

import sys

import environment

locks = ["requirements-build.lock", "requirements-benchmark.lock"]
environment.run("benchmarks.run", *sys.argv[1:], locks=locks)
