"""Set up the environment once, then build a release. Arguments go to `riwaya build`.

يُعِدّ البيئة مرة واحدة، ثم يبني إصدارًا. وتُمرَّر الخيارات إلى riwaya build.
"""

import sys

import environment

environment.run("riwaya", "build", *sys.argv[1:], locks=["requirements-build.lock"], inside=False)
