"""Set up the environment once, then measure: benchmarks/RESULTS.md. Arguments go to benchmarks/run.py.

يُعِدّ البيئة مرة واحدة، ثم يقيس: benchmarks/RESULTS.md. وتُمرَّر الخيارات إلى benchmarks/run.py.
"""

import sys

import environment

names = ("build", "test", "spark", "benchmark")
environment.run("benchmarks.run", *sys.argv[1:], locks=[f"requirements-{name}.lock" for name in names])
