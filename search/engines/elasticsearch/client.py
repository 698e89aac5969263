"""How the server is reached, and how its failures become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import Unavailable
from search.engines.elasticsearch.deadline import PunctualNode

#: A reader waits no longer; then the database answers.
SEARCH_SECONDS = 1.0
#: Bulk requests and administration: creating an index alone may take seconds.
WORK_SECONDS = 60.0
#: Asking what is there, before work begins: a server that hangs must not hold up the worker's
#: other jobs for a minute.
LOOK_SECONDS = 5.0
CONNECTIONS = 10


@lru_cache(maxsize=8)
def _connect(urls: tuple[str, ...], seconds: float) -> Elasticsearch:
    return Elasticsearch(
        list(urls),
        # For the whole of a request, not for each piece that is read of the answer.
        node_class=PunctualNode,
        request_timeout=seconds,
        connections_per_node=CONNECTIONS,
        # A node that is away is left alone for a while; another one is asked at once.
        max_retries=len(urls) - 1,
        retry_on_timeout=False,
        dead_node_backoff_factor=1.0,
        max_dead_node_backoff=5.0,
    )


def configured() -> bool:
    """Whether this site has an Elasticsearch at all."""
    return bool(settings.ELASTICSEARCH_URL)


def for_readers() -> Elasticsearch:
    """The client for what a reader waits for."""
    return _connect(tuple(settings.ELASTICSEARCH_URL), SEARCH_SECONDS)


def for_work() -> Elasticsearch:
    """The client for indexing and administration."""
    return _connect(tuple(settings.ELASTICSEARCH_URL), WORK_SECONDS)


def for_looking() -> Elasticsearch:
    """The client for what the worker asks before it begins."""
    return _connect(tuple(settings.ELASTICSEARCH_URL), LOOK_SECONDS)


@contextmanager
def unavailable_on_error() -> Iterator[None]:
    """Turn everything that can go wrong with the server into `Unavailable`.

    A 400 is our own mistake in asking; it ends in the database's answer as well, since a reader
    must not see a failure, and in the log.
    """
    try:
        yield
    except (ApiError, TransportError) as error:
        raise Unavailable(str(error)) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # An answer that was cut off, or comes from something that is no Elasticsearch.
        raise Unavailable(f"cannot read the answer: {error!r}") from error


def alias() -> str:
    """The name that searches and writes go to."""
    return f"{settings.SEARCH_INDEX_PREFIX}-entries"


def body(answer: object) -> dict[str, Any]:
    """The plain dictionary of an answer; `ValueError` when it is none."""
    plain = getattr(answer, "body", answer)
    if not isinstance(plain, dict):
        raise ValueError("no JSON object")
    return plain
