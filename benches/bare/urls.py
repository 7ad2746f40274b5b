from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benches.bare.models import Contact


@login_required
def contacts(request: HttpRequest) -> HttpResponse:
    rows: QuerySet[Contact] = QuerySet(Contact).select_related("account").order_by("-pk")[:50]
    return render(request, "bare.html", {"contacts": rows})


urlpatterns = [path("", contacts)]
