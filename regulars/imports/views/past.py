"""What came in so far, and the place to drop the next file."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from regulars.imports import running
from regulars.imports.forms import UploadForm
from regulars.imports.models import Import, State
from regulars.imports.receiving import receive
from regulars.imports.sweeping import swept
from regulars.imports.uploading import arrived, arriving
from regulars.lib.errors import BadInput
from regulars.team.doors import members
from regulars.team.models import Kind, Right
from regulars.team.requests import MemberRequest

SHOWN = 50


@csrf_exempt  # checked below, once the size is known: the check reads the whole body
@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
@arriving
@csrf_protect
def imports(request: MemberRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    problem = ""
    if request.method == "POST":
        running.refuse_unless_everyones(request.member)
        if form.is_valid():
            file = form.cleaned_data["file"]
            path = arrived(file)
            try:
                made = receive(path, file.name, kind=form.cleaned_data["kind"], member=request.member)
                return redirect("import-columns", made.pk)
            except BadInput as refusal:
                problem = str(refusal)
            finally:
                path.unlink(missing_ok=True)
        else:
            problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    past = Import.objects.visible_to(request.member).exclude(state=State.DISCARDED)
    past = past.select_related("member", "progress").order_by("-pk")[:SHOWN]
    shown = {"form": form, "past": past, "problem": problem, "limit": settings.UPLOAD_LIMIT, "swept": swept()}
    return render(request, "imports/imports.html", shown, status=422 if problem else 200)
