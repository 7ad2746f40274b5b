"""The answer of asking.py as a condition of a query set of people: lists and audiences are cut by it, in one statement.

Only for what needs somebody's word (offers, questions, introductions): serving is asked person by person.
"""

from typing import Any

from django.db.models import Exists, Expression, Func, OuterRef, Q, Subquery, TextField
from django.utils import timezone

from regulars.people.models import ContactPoint
from regulars.trust.hashing import mark, pads, sql_digest
from regulars.trust.models import Means, Permission, Suppression, SuppressionKey


class Digest(Func):
    """The keyed hash of an address, made by the database."""

    output_field = TextField()

    def as_sql(
        self, compiler: Any, connection: Any, *args: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        inner, params = compiler.compile(self.source_expressions[0])
        padded = pads()
        return sql_digest(inner, "%s", "%s"), (padded["outer"], padded["inner"], *params)


def newest(purpose: str, person: Any) -> Any:
    """The word that counts, of the person that `person` refers to."""
    return Permission.objects.standing().filter(person=person, purpose=purpose)


def may_be_used(datum: str, purpose: str) -> Q:
    """As `may(person, datum, purpose).allows` for a purpose that needs a yes. Whoever never spoke is not even looked at."""
    spoke = Permission.objects.filter(purpose=purpose, given=True).order_by().values("person")
    counting = newest(purpose, OuterRef(OuterRef("pk"))).values("pk")[:1]
    lasting = Q(until=None) | Q(until__gte=timezone.localdate())
    covering = Q(data=[]) | Q(data__contains=[datum])
    given = Permission.objects.filter(lasting, covering, pk=Subquery(counting), given=True)
    kept = Q(account__do_not_contact=False, removed_at=None, account__removed_at=None)
    return Q(pk__in=spoke) & kept & Q(Exists(given)) & ~stopped()


def stopped() -> Q:
    """Whose address is on the list, or everybody where the list cannot be read."""
    other_key = SuppressionKey.objects.exclude(mark=mark() or "")
    email, phone = Digest(OuterRef("email")), Digest(OuterRef("phone_e164"))
    points = ContactPoint.objects.filter(person=OuterRef("pk"), kind__in=Means.values).exclude(key="")
    by_point = points.filter(Exists(_listed(OuterRef("kind"), Digest(OuterRef("key")))))
    return (
        Q(Exists(other_key))
        | ~Q(email="") & Q(Exists(_listed(Means.EMAIL, email)))
        | ~Q(phone_e164="") & Q(Exists(_listed(Means.PHONE, phone)))
        | Q(Exists(by_point))
    )


def _listed(means: Any, digest: Expression) -> Any:
    return Suppression.objects.standing().filter(means=means, digest=digest)
