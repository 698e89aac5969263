"""What a card says of an entry beside its name, address and place: see `components/card.html`.

`places` are the districts where they are not simply its own.
"""

from typing import Any

Card = dict[str, Any]
