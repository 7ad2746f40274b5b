"""What may go when its time is over: each kind of fact, how old it is counted to be, and what is left of it.

Orders, refunds and what rests on them never: the books need them. Apps above are named by their labels, as arrows point down.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.fields.models import Audience, CustomField, Subject
from regulars.fields.records import MODELS
from regulars.orders.models import Order
from regulars.timeline.models import Touch

NEVER = {"orders.Order", "orders.OrderLine", "orders.Refund"}
"""What the law makes us keep; nothing here may name them."""
Old = Callable[[date], Q]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`name` is `app.Model.field`, or `app.Model` where the whole record goes. `old(day)` finds those not younger than that
    day, `blank` is what stands in the field afterwards, `key` the one of the firm's own field."""

    name: str
    label: str | Promise
    group: str | Promise
    counted: str | Promise
    old: Old
    use: str | Promise = ""
    blank: Any = None
    key: str = ""
    audience: str = Audience.STAFF

    @property
    def model(self) -> type[Model]:
        app, model = self.name.split(".")[:2]
        return apps.get_model(app, model)

    @property
    def field(self) -> str:
        """Empty where the whole record goes."""
        return self.name.split(".")[2] if self.name.count(".") > 1 else ""

    def due(self, before: date) -> QuerySet[Any]:
        """Those that would go: old enough, and with something in them."""
        found = self.model._base_manager.filter(self.old(before))
        if self.key:
            return found.filter(custom__has_key=self.key)
        return found.exclude(**{self.field: self.blank}) if self.field else found


QUIET = _("since their last order or contact")
WRITTEN = _("since it was written")
OF_PEOPLE, OF_CONTACTS, OF_CARE = _("About people"), _("What was written down"), _("What they told us")


def silent(account: str) -> Old:
    """No order and no contact of that account since, and not new."""

    def old(day: date) -> Q:
        ordered = Order.objects.filter(account=OuterRef(account), day__gte=day)
        touched = Touch.objects.standing().filter(account=OuterRef(account), at__date__gte=day)
        return Q(created_at__date__lt=day) & ~Exists(ordered) & ~Exists(touched)

    return old


def written(moment: str) -> Old:
    return lambda day: Q(**{f"{moment}__date__lt": day})


def of_person(field: str, label: str | Promise, use: str | Promise, blank: Any = "") -> Kept:
    return Kept(
        name=f"people.Person.{field}",
        label=label,
        group=OF_PEOPLE,
        counted=QUIET,
        old=silent("account"),
        use=use,
        blank=blank,
    )


def of_care(model: str, label: str | Promise, use: str | Promise) -> Kept:
    return Kept(name=f"care.{model}", label=label, group=OF_CARE, counted=WRITTEN, old=written("at"), use=use)


KINDS = [
    of_person("note", _("What matters to them"), _("to speak with them as somebody we know")),
    of_person("prefers", _("How they like to be reached"), _("to reach them in the way they like")),
    of_person("job_title", _("Their job"), _("to know whom to ask for what")),
    of_person("birthday_month", _("Month of birth"), _("for a kind word in that month"), None),
    Kept(
        name="timeline.Touch.note", label=_("What was said in a contact"), group=OF_CONTACTS, counted=WRITTEN,
        old=written("at"), use=_("to go on where we stopped"), blank="",
    ),
    of_care("Wish", _("Wishes"), _("to offer what they wished for, and nothing else")),
    of_care("Goal", _("Goals"), _("to help them get where they want to be")),
    of_care("SaidMeant", _("What they said and what they meant"), _("to answer what they meant")),
    of_care("Advice", _("Advice we asked for"), _("to tell them what came of it")),
    of_care("Incident", _("What went wrong"), _("so that it does not happen to them again")),
    of_care("Rival", _("Whom else they buy from"), _("to know what we have to be better at")),
]  # fmt: skip


def own_kinds() -> list[Kept]:
    """The firm's own fields of accounts and people. What it needs them for, only the firm can say."""
    found = (
        CustomField.objects.in_use()
        .filter(subject__in=["accounts", "people"])
        .order_by("subject", "position", "pk")
    )
    return [_own(field) for field in found]


def _own(field: CustomField) -> Kept:
    account = "pk" if field.subject == "accounts" else "account"
    return Kept(
        name=f"{MODELS[Subject(field.subject)]}.custom.{field.name}",
        label=field.label, group=_("Fields of your own"), counted=QUIET, old=silent(account), key=field.key,
        audience=field.audience,
    )  # fmt: skip


def every_kind() -> list[Kept]:
    return [*KINDS, *own_kinds()]


def kind_named(name: str) -> Kept | None:
    return next((kept for kept in every_kind() if kept.name == name), None)
