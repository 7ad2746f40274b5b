from typing import Any

from django.http import HttpRequest


def firm(request: HttpRequest) -> dict[str, Any]:
    """`firm` and `member` in every template."""
    return {"firm": getattr(request, "firm", None), "member": getattr(request, "member", None)}
