"""The firm: the one business this installation belongs to, and what it decided for itself."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regulars.lib.later import enqueue_once
from regulars.lib.statements import Statement
from regulars.timeline.models import record

if TYPE_CHECKING:
    from regulars.team.models.member import Member

# A change of these changes who counts as what, so that everyone has to be scored again.
SCORED_BY = {
    "currency",
    "timezone",
    "habit_orders",
    "rhythm_orders",
    "split_job_days",
    "one_off",
    "replacement_cost",
    "gross_margin",
}
# A change of these makes other numbers of the phones that were typed without a country.
DIALLED_BY = {"timezone", "phone_region"}
WORDS = ("client", "clients", "customer", "customers")


class Firm(models.Model):
    """One row, id 1. Every † default of the catalogue that is used is a column here."""

    name = models.CharField(_("name of the firm"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="GBP")
    timezone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    phone_region = models.CharField(
        _("country of phone numbers typed without one"), max_length=2, blank=True, default="", db_default=""
    )
    word_client = models.CharField(_("someone who paid once"), max_length=40, default="client")
    word_clients = models.CharField(_("several of them"), max_length=40, default="clients")
    word_customer = models.CharField(_("someone with the habit"), max_length=40, default="customer")
    word_customers = models.CharField(_("several of those"), max_length=40, default="customers")
    habit_orders = models.PositiveSmallIntegerField(
        _("paid orders on different days that make the habit"),
        default=2,
        validators=[MinValueValidator(2), MaxValueValidator(20)],
    )
    rhythm_orders = models.PositiveSmallIntegerField(
        _("orders before a rhythm is trusted"),
        default=3,
        validators=[MinValueValidator(3), MaxValueValidator(20)],
    )
    today_limit = models.PositiveSmallIntegerField(
        _("people on the morning list at most"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    minutes_each = models.PositiveSmallIntegerField(_("minutes one of them takes"), default=5)
    answer_within_hours = models.PositiveSmallIntegerField(
        _("hours within which we call back"), null=True, blank=True
    )
    split_job_days = models.PositiveSmallIntegerField(
        _("orders this many days apart count as one job billed in parts"), default=0
    )
    one_off = models.BooleanField(_("most people need us only once (a wedding, a move)"), default=False)
    replacement_cost = models.DecimalField(
        _("what winning one new client costs"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    gross_margin = models.DecimalField(
        _("share of a sale that is left after its direct costs"),
        max_digits=4,
        decimal_places=3,
        default=Decimal(1),
    )

    access = models.JSONField(
        default=dict,
        db_default={},
        editable=False,
        help_text="what roles may, where it is not as we deliver it",
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_firm")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @classmethod
    def load(cls) -> "Firm":
        """The firm; made with its defaults at the first call."""
        found: list[Firm] = THE_FIRM()
        return found[0] if found else cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def locked(cls) -> "Firm":
        """The firm, locked until the transaction ends: who gets in is decided one after another."""
        cls.load()
        return cls.objects.select_for_update().get(pk=1)

    def word(self, name: str) -> str:
        """What this firm calls a `client`, `clients`, `customer` or `customers`: its own word for the stored state.

        Every sentence that names the two goes through this (in a template: `{% word "customers" %}`); what is stored,
        computed and exported keeps the states' own names, so that renaming or swapping changes no number.
        """
        if name not in WORDS:
            raise KeyError(f"{name!r} is none of {WORDS}.")
        return str(getattr(self, f"word_{name}"))

    def swap_words(self, *, by: "Member") -> None:
        """Many trades use the two words the other way round."""
        self.change(
            {
                "word_client": self.word_customer,
                "word_clients": self.word_customers,
                "word_customer": self.word_client,
                "word_customers": self.word_clients,
            },
            by=by,
        )

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, by: "Member") -> None:
        """Write the columns that differ, record what was and is, and ask for new scores where they depend on it."""
        stored = Firm.locked()
        changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
        if not changed:
            return
        said = {name: [str(getattr(stored, name)), str(value)] for name, value in changed.items()}
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=list(changed))
        record("team.settings_changed", by=by, changes=said)
        if SCORED_BY & changed.keys():
            enqueue_once("retention.score_tonight")
        if DIALLED_BY & changed.keys():
            enqueue_once("people.renumber_phones")


def _the_firm() -> models.QuerySet[Firm]:
    return Firm.objects.filter(pk=1)


THE_FIRM = Statement(_the_firm)
