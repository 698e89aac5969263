"""What happens to districts and topics, for the apps above that must not be known here.

Each signal is sent inside the transaction of the write, so a receiver that fails undoes it.

- `district_created(sender=District, district=…)`: cms makes the district's page.
- `district_changed(sender=District, district=…, fields=frozenset)`: renamed, moved, outlined.
- `topic_changed(sender=Topic, topic=…, fields=frozenset)`: renamed or moved in the tree.
"""

from django.dispatch import Signal

district_created = Signal()
district_changed = Signal()
topic_changed = Signal()
