"""Set up the environment once, then check the data. Arguments go to `riwaya validate`."""

import door

door.run("riwaya", "validate", inside=False)
