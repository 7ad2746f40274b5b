"""The firm: the one business this installation belongs to, and what it decided for itself."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Firm(models.Model):
    """One row, id 1. Every † default of the catalogue that is used is a column here."""

    name = models.CharField(_("name of the firm"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="GBP")
    timezone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
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
        firm = cls.objects.filter(pk=1).first()
        return firm or cls.objects.get_or_create(pk=1)[0]
