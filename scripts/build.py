"""Set up the environment once, then publish a release. Arguments go to `riwaya build`."""

import door

door.run("riwaya", "build", inside=False)
