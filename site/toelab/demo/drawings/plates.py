"""Every plate by its file stem."""

from collections.abc import Callable

from toelab.demo.drawings import (
    plates_bends,
    plates_body,
    plates_feet,
    plates_holds,
    plates_people,
    plates_socks,
)
from toelab.demo.drawings.ink import Sheet

PLATES: dict[str, Callable[[], Sheet]] = {
    **plates_feet.PLATES,
    **plates_bends.PLATES,
    **plates_body.PLATES,
    **plates_holds.PLATES,
    **plates_people.PLATES,
    **plates_socks.PLATES,
}
