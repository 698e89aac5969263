"""Three addresses for machines: does the process live, can it work, and is all of the site well?"""

from __future__ import annotations

from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import jobs, wellbeing
from config.models import WORKER, Heartbeat

AWAY = {"database": "away", "migrations": "unknown"}


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 without touching anything; the floor for every benchmark."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is migrated (503 when not), and when the worker ran.

    It is about this process: with a worker that is away, readers are still to be sent here.
    """
    try:
        report, noted = _looked()
    except Error:
        return JsonResponse(AWAY, status=503)
    if noted is None:
        return JsonResponse(report, status=503)
    known = {job.name for job in jobs.JOBS}
    report["worker"] = {name: _time(beat) for name, beat in noted.items() if name in known}
    return JsonResponse(report)


@never_cache
@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """Say whether everything works, the worker too (503 when not), and name what does not.

    Anybody may ask, so it tells no error's words.
    """
    try:
        report, noted = _looked()
    except Error:
        return JsonResponse({**AWAY, "problems": [_problem("database", "away")]}, status=503)
    if noted is None:
        report["problems"] = [_problem("migrations", "pending")]
        return JsonResponse(report, status=503)
    found = wellbeing.troubles(noted)
    report["worker"] = _time(noted.get(WORKER))
    report["jobs"] = {
        job.name: {"seen": _time(beat), "failures": beat.failures}
        for job in jobs.JOBS
        if (beat := noted.get(job.name))
    }
    report["problems"] = [
        {**_problem(one.job, one.what), "since": one.since and one.since.isoformat()}
        for one in found
    ]
    return JsonResponse(report, status=503 if found else 200)


def _looked() -> tuple[dict[str, Any], dict[str, Heartbeat] | None]:
    """Return what the database says; no heartbeats while it is not migrated."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    report: dict[str, Any] = {"database": "ok", "migrations": "pending" if pending else "ok"}
    return report, None if pending else wellbeing.beats()


def _problem(job: str, what: str) -> dict[str, Any]:
    return {"job": job, "problem": what}


def _time(beat: Heartbeat | None) -> str | None:
    return beat.seen.isoformat() if beat else None


urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("healthy", healthy, name="healthy"),
]
