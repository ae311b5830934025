"""Set up the environment once, then run the tests. Arguments go to pytest."""

import door

door.run("pytest", also=["requirements-spark.lock"])
