"""Two addresses for machines: is the process alive, and can it do its work."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from config.models import Heartbeat


def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 without touching anything; the floor for every benchmark."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is migrated (503 when not), and when the worker ran."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": "away", "migrations": "unknown"}, status=503)
    report: dict[str, Any] = {"database": "ok", "migrations": "pending" if pending else "ok"}
    if not pending:
        beats = Heartbeat.objects.order_by("job").values_list("job", "seen")
        report["worker"] = {job: seen.isoformat() for job, seen in beats}
    return JsonResponse(report, status=503 if pending else 200)


urlpatterns = [path("live", live, name="live"), path("ready", ready, name="ready")]
