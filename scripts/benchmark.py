"""Set up the environment once, then measure: benchmarks/RESULTS.md. Arguments go to benchmarks/run.py."""

import door

door.run("benchmarks.run", locks=("requirements-benchmark.lock",))
