"""Set up the environment once, then run the tests. Arguments go to pytest."""

import door

door.run("pytest", locks=("requirements-spark.lock", "requirements-benchmark.lock"))
