"""What somebody reads whom a page refuses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why, below the heading of what has refused, if it has one of its own."""
    context = {"exception": str(exception), "heading": getattr(exception, "heading", "")}
    return render(request, "403.html", context, status=403)
