from django.urls import reverse


def request_page(pk: int) -> str:
    return reverse("rights-request", args=[pk])
