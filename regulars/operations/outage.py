"""While the database is away: 503 and a sentence instead of a page, one line in the log, and everything by itself again."""

import logging
import sys

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

from regulars.web import error_pages

logger = logging.getLogger(__name__)

AWAY = {"57P01", "57P02", "57P03", "53300"}  # shut down, crashed, starting up, no connection left
CONNECTION = "08"  # the class of errors about the connection
AGAIN = 5  # seconds


def is_away(error: BaseException | None) -> bool:
    """Whether the database not answering is behind `error`, rather than something wrong with what was asked."""
    while error is not None:
        if isinstance(
            error, OperationalError | InterfaceError | psycopg.OperationalError | psycopg.InterfaceError
        ):
            state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
            if state is None or state in AWAY or state.startswith(CONNECTION):
                return True
        error = error.__cause__ or error.__context__
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what a request gets that ended in an error nobody expected."""
    error = sys.exc_info()[1]
    if not is_away(error):
        return error_pages.page(request, 500)
    if not getattr(
        request, "told_of_outage", False
    ):  # the middlewares around may fail again, each for itself
        request.__dict__["told_of_outage"] = True
        reason = str(error).strip().partition("\n")[0]
        told = ("The database is not answering: %s %s (%s)", request.method, request.path, reason)
        logger.warning(*told, extra={"request": request})
    answer = away(request)
    answer["Retry-After"] = str(AGAIN)
    answer["Cache-Control"] = "no-store"
    return quiet(answer)


def away(request: HttpRequest) -> HttpResponse:
    """The sentence as whoever asks wants it: a toast, JSON or a page that looks again by itself. Needs no database."""
    reading = request.method in {"GET", "HEAD"}
    sentence = _("The database is not answering. We try again by ourselves, mostly within a minute.")
    if not reading:
        sentence += " " + _("What you just sent may not be saved: look before you send it again.")
    if request.headers.get("HX-Request"):
        toast = loader.render_to_string("_toast.html", {"sentence": sentence, "tone": "error"})
        return HttpResponse(toast, status=503, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
    if not request.accepts("text/html"):
        return JsonResponse({"problem": "database_away", "sentence": sentence}, status=503)
    shown = {"sentence": sentence, "again": AGAIN if reading else 0}
    return HttpResponse(loader.render_to_string("database_away.html", shown), status=503)


def quiet(answer: HttpResponse) -> HttpResponse:
    """Django is not to write a line about this answer: what is to be said was said."""
    answer.__dict__["_has_been_logged"] = True
    return answer
