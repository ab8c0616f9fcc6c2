"""Places at which tests let the process die, as if the machine had: no cleanup, no rollback, no answer.

`SHOP_FAILPOINT=settle.applied` kills the process when it comes to `failpoint("settle.applied")`. Without the variable
nothing happens, and a system check refuses to start a production site with it.
"""

import os

VARIABLE = "SHOP_FAILPOINT"
KILLED = 137
"""The exit status of a process that got SIGKILL."""


def failpoint(name: str) -> None:
    """Die here, at once, if the environment says so."""
    if os.environ.get(VARIABLE) == name:
        os._exit(KILLED)
