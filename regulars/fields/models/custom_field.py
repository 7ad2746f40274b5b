"""A custom field: what this firm wants to know besides, of a kind, about accounts, people, orders or promises."""

from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import Max, OuterRef, Q, TextChoices
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.fields.models.audience import OPEN, Audience, audiences_of
from regulars.lib.folding import fold
from regulars.lib.traits import Trait, trait_of
from regulars.team.models import Member

LABEL_LENGTH = 80


class Subject(TextChoices):
    """What can have fields of its own; the same names as the lists'."""

    ACCOUNTS = "accounts", _("Accounts")
    PEOPLE = "people", _("People")
    ORDERS = "orders", _("Orders")
    PROMISES = "promises", _("Promises")


class Kind(TextChoices):
    TEXT = "text", _("A line of text")
    LONG_TEXT = "long_text", _("Longer text")
    NUMBER = "number", _("A number")
    MONEY = "money", _("An amount of money")
    DATE = "date", _("A day")
    MONTH = "month", _("A month")
    CHOICE = "choice", _("One of a few choices")
    CHOICES = "choices", _("Any of a few choices")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("A link")
    PERSON = "person", _("A person")


WITH_CHOICES = (Kind.CHOICE, Kind.CHOICES)


class Option(NamedTuple):
    """A choice as values are read and said with: its row without another query."""

    pk: int
    label: str
    archived: bool

    @property
    def folded(self) -> str:
        """What two spellings of one choice share; the label itself where nothing but signs is in it."""
        return fold(self.label) or self.label.strip()


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def visible_to(self, member: Member) -> Self:
        """Those it is for: who may not read a field may not settle who may."""
        return self.filter(audience__in=audiences_of(member))

    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def of(self, subject: str) -> Self:
        return self.filter(subject=subject).order_by("position", "pk")

    def with_options(self) -> Self:
        """Their choices come along, so that a page asks once."""
        rows = apps.get_model("fields.FieldChoice")._default_manager.filter(field=OuterRef("pk"))
        row = JSONObject(pk="pk", label="label", archived=Q(archived_at__isnull=False))
        return self.annotate(option_rows=ArraySubquery(rows.order_by("position", "pk").values(data=row)))


class CustomField(models.Model):
    """`name` (`f12`) is what forms, filters and addresses call it, for ever. `key` is where its values are in the JSON
    beside a record: the same, until its kind is changed, which leaves the old values under the old key.

    `locked_at` says that its kind is being changed just now: it is shown, and nothing may be written there.
    `default` is a stored value, as `fields.values` writes them. `currency` is that of every amount of a money field.
    """

    subject = models.CharField(max_length=10, choices=Subject)
    label = models.CharField(_("what it is called"), max_length=LABEL_LENGTH)
    kind = models.CharField(_("what is written there"), max_length=10, choices=Kind)
    key = models.CharField(max_length=20, unique=True, editable=False)
    audience = models.CharField(
        _("who it is for"), max_length=10, choices=Audience, default=Audience.STAFF, db_default=Audience.STAFF
    )
    help = models.CharField(_("a word of help below it"), max_length=200, blank=True)
    required = models.BooleanField(_("must not be left empty"), default=False)
    default = models.JSONField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    position = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    locked_at = models.DateTimeField(
        null=True, editable=False, help_text="since when its kind is being changed"
    )
    prepared_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = CustomFieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="field_labelled"),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="field_subject_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="field_kind_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="field_audience_known"),
            # The key stands in SQL and in JSON paths: never anything somebody typed.
            models.CheckConstraint(condition=Q(key__regex=r"^f[0-9]+(v[0-9]+)?$"), name="field_key_is_ours"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        return f"f{self.pk}"

    @cached_property
    def options(self) -> list[Option]:
        """Every choice there ever was, in order: a record keeps one that is archived."""
        rows = self.__dict__.get("option_rows")
        if rows is None:
            rows = self.choices.values("pk", "label", archived=Q(archived_at__isnull=False))
        return [Option(**row) for row in rows]

    @property
    def has_choices(self) -> bool:
        return self.kind in WITH_CHOICES

    @property
    def is_open(self) -> bool:
        """Whether everybody who works here may read it."""
        return self.audience in OPEN

    @property
    def trait(self) -> Trait | None:
        """The protected trait it is about, by what it is called: such a field stays out of scores, prices and letting go."""
        return trait_of(self.label)

    @classmethod
    def make(cls, *, subject: str, label: str, kind: str, **about: Any) -> "CustomField":
        """A new field at the end of its subject's. Its key holds its own number, so the number is drawn first."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('fields_customfield', 'id'))")
            pk = cursor.fetchone()[0]
        last = cls.objects.filter(subject=subject).aggregate(last=Max("position"))["last"] or 0
        about["position"] = last + 1
        made: CustomField = cls.objects.create(
            pk=pk, key=f"f{pk}", subject=subject, label=label, kind=kind, **about
        )
        return made
