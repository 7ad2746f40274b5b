"""People who asked about their data, for tests and for the table of who may open what."""

from typing import Any

from regulars.people.models import Person
from regulars.trust.models import Asked, Known, OwnLink, RightsRequest
from regulars.trust.rights.making import make
from tests.cast import Cast


def ines(cast: Cast) -> Person:
    found: Person = cast.harbour.people.select_related("account").earliest("pk")
    return found


def asked(cast: Cast, what: str = Asked.SEE, **about: Any) -> RightsRequest:
    return RightsRequest.ask(ines(cast), asked=what, known=Known.CALLED, by=cast.sam, **about)


def a_request(cast: Cast) -> dict[str, Any]:
    return {"pk": asked(cast).pk}


def an_erasure(cast: Cast) -> dict[str, Any]:
    return {"pk": asked(cast, Asked.ERASE).pk}


def a_made_file(cast: Cast) -> dict[str, Any]:
    made = asked(cast)
    make(made)
    return {"pk": made.pk, "end": "pdf"}


def a_link(cast: Cast) -> dict[str, Any]:
    return {"token": OwnLink.issue(ines(cast), by=cast.sam)}


def a_link_with_a_file(cast: Cast) -> dict[str, Any]:
    a_made_file(cast)
    return a_link(cast) | {"end": "json"}


def a_link_with_a_request(cast: Cast) -> dict[str, Any]:
    return a_link(cast) | a_request(cast)
