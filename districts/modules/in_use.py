"""The condition by which nothing is read of what a town has switched off.

It is part of `live()` and `visible_to(user)` of every queryset, so that a page, a list, the API, a
feed or a mail need not think of it. It is one expression with words of its own for the database:
put together from subqueries of the ORM it took longer to write than to answer, a dozen times on the
page of a district.
"""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from districts.modules import Module, Usage
from districts.modules.states import states

M = TypeVar("M", bound=models.Model)

_ROWS = "SELECT city_id FROM districts_modulestate WHERE module = '{key}' AND state {which}"
#: The towns in which a module is off, for one that is on where nobody has decided, and for others.
_OFF = {
    Usage.ON: _ROWS.format(key="{key}", which=f"= '{Usage.OFF}'"),
    Usage.OFF: f"SELECT id FROM districts_city WHERE id NOT IN ({_ROWS})".format(
        key="{key}", which=f"<> '{Usage.OFF}'"
    ),
}
#: What belongs to no town is there as long as one town uses the module. The first question is the
#: same for all rows: a site that has switched nothing off need not even read whose town each is.
_IN_TOWN = (
    "(NOT EXISTS ({off}) OR %(expressions)s NOT IN ({off}) OR %(expressions)s IS NULL"
    " AND EXISTS (SELECT 1 FROM districts_city WHERE id NOT IN ({off})))"
)
_IN_DISTRICT = _IN_TOWN.replace(
    "%(expressions)s NOT IN ({off})",
    "%(expressions)s NOT IN (SELECT id FROM districts_district WHERE city_id IN ({off}))",
)


class Decided(Func):
    """What the town in a column has decided about a module; NULL where it has not."""

    output_field = models.CharField()

    def __init__(self, column: str | F, *, module: Module) -> None:
        super().__init__(column)
        self.template = (
            "(SELECT state FROM districts_modulestate"
            f" WHERE module = '{module.key}' AND city_id = %(expressions)s)"
        )


def is_on(column: str, module: Module) -> Exact:
    """Condition: the town in a column takes something new of a module."""
    decided = Coalesce(Decided(column, module=module), Value(str(module.without_row)))
    return Exact(decided, Value(str(Usage.ON)))


class AnyDecided(Func):
    """True where any town has decided anything about any module."""

    output_field = models.BooleanField()
    template = "EXISTS (SELECT 1 FROM districts_modulestate)"


class InUse(Func):
    """True where the module is on, or rests, in the town that a column names.

    `district` says that the column names a district instead of a town.
    """

    output_field = models.BooleanField()

    def __init__(self, column: str | F, *, module: Module, district: bool = False) -> None:
        super().__init__(column)
        off = _OFF[module.without_row].format(key=module.key)
        self.template = (_IN_DISTRICT if district else _IN_TOWN).format(off=off)


class SwitchableQuerySet(models.QuerySet[M]):
    """Rows that belong to a module of their town; see `districts.modules.states.Switchable`."""

    @property
    def module(self) -> Module:
        """The module they belong to."""
        raise NotImplementedError

    @property
    def used(self) -> Q:
        """Condition: their town has not switched it off."""
        raise NotImplementedError

    def in_use(self) -> Self:
        """Leave out what belongs to a module that its town has switched off: for everybody."""
        return self.filter(self.used)

    def put_away(self) -> Self | None:
        """Return what belongs to a module that its town has switched off; None where none has."""
        return self.exclude(self.used) if states().is_off_somewhere(self.module) else None
