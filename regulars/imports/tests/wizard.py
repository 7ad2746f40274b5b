"""A member at the wizard, without JavaScript, with the worker's part done in between."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regulars.imports import jobs
from regulars.imports.models import Import, State

FILE = "Order,Date,Customer,Amount,Colour\n1,2026-03-01,Ines,5,red\n2,2026-03-02,Ada,7.50,blue\n3,2026-03-02,,3,blue\n4,never,Ada,1,=cmd()\n"


def drop(client: Client, data: str | bytes = FILE, name: str = "orders.csv", kind: str = "orders") -> Any:
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post("/imports/", {"file": file, "kind": kind})


def form_of(client: Client, importing: Import) -> dict[str, Any]:
    """What a browser sends when the page of columns is sent as it is."""
    page = client.get(reverse("import-columns", args=[importing.pk]))
    form = page.context["form"]
    return {field.name: field.value() or "" for field in form}


def newest() -> Import:
    found: Import = Import.objects.latest("pk")
    return found


def bring(client: Client, data: str = FILE, kind: str = "orders", **more: str) -> Import:
    """All steps of the wizard, with the worker's part done in between."""
    drop(client, data, f"{kind}.csv", kind)
    importing = newest()
    client.post(reverse("import-columns", args=[importing.pk]), form_of(client, importing) | more)
    jobs.check(import_id=importing.pk)
    client.post(reverse("import-applying", args=[importing.pk]))
    jobs.apply(import_id=importing.pk)
    importing.refresh_from_db()
    assert importing.state == State.APPLIED, importing.problem
    return importing
