"""gunicorn's configuration that takes the compare-and-swap out, so that the proof must notice."""

from typing import Any


def _write_whatever(thing: Any, seen: dict[str, int], values: dict[str, Any]) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(**values)
    for name, value in values.items():
        setattr(thing, name, value)


def post_worker_init(worker: Any) -> None:
    """Called in every worker once it has loaded the site."""
    from versions import append  # there are no models before

    append._swap = _write_whatever
