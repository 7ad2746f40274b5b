"""The form that confirms what was understood: a meaning for each column, and the few choices beside."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.imports.models import Import, Kind
from regulars.imports.understanding.asking import open_questions, sentence
from regulars.imports.understanding.numbers import known_currencies
from regulars.imports.understanding.own_fields import label_of, own_fields
from regulars.imports.understanding.roles import LABELS, ORDERS, PEOPLE, Role
from regulars.imports.understanding.settings import Level, Settings


class Dates(TextChoices):
    DMY = "dmy", gettext_lazy("day first (31/12/2026)")
    MDY = "mdy", gettext_lazy("month first (12/31/2026)")
    YMD = "ymd", gettext_lazy("year first (2026-12-31), or with the month in words")
    SERIAL = "serial", gettext_lazy("as a number (46387)")


class UploadForm(forms.Form):
    kind = forms.ChoiceField(choices=Kind, initial=Kind.ORDERS, label=gettext_lazy("This is a list of"))
    file = forms.FileField(
        label=gettext_lazy("Your file"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )


class ColumnsForm(forms.Form):
    """`settings_said()` is what it means. Only what differs from our own finding counts as said by a person."""

    source = forms.CharField(
        max_length=80,
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("Files from the same place know each other’s orders and buyers."),
    )

    def __init__(self, data: Any, importing: Import, sources: list[str]) -> None:
        super().__init__(data, initial={"source": importing.source})
        self.importing = importing
        self.settings = Settings.from_json(importing.settings)
        self.columns = self._columns()
        self.sources = sources
        if importing.kind == Kind.ORDERS:
            self._add_choices()
        else:
            self._add_evidence()

    def _columns(self) -> list[dict[str, Any]]:
        roles = {index: role for role, index in self.settings.columns.items()}
        own = [(role, field.label) for role, field in own_fields(self.importing.kind).items()]
        offered: list[Any] = [("", _("not used")), *((role.value, LABELS[role]) for role in self._roles())]
        if own:
            offered.append((_("Your own fields"), own))
        columns = []
        for index, name in enumerate(self.importing.understood["header"]):
            title = name or _("Column %(number)s") % {"number": index + 1}
            self.fields[f"column_{index}"] = forms.ChoiceField(
                choices=offered, required=False, initial=roles.get(index, ""), label=title
            )
            cells = [row[index] for row in self.importing.understood["samples"] if index < len(row)]
            shown = list(dict.fromkeys(cell for cell in cells if cell))[:3]
            columns.append({"title": title, "cells": shown, "field": self[f"column_{index}"]})
        return columns

    def _roles(self) -> list[Role]:
        return PEOPLE if self.importing.kind == Kind.PEOPLE else ORDERS

    def _add_choices(self) -> None:
        settings = self.settings
        self.fields["level"] = forms.ChoiceField(
            choices=[(Level.ORDERS, _("one order")), (Level.LINES, _("one line of an order"))],
            initial=settings.level,
            label=_("Each row is"),
        )
        self.fields["dates"] = forms.ChoiceField(
            choices=[("", _("please choose")), *Dates.choices] if not settings.dates else Dates.choices,
            required=False,
            initial=settings.dates,
            label=_("Dates are written"),
        )
        signs = [(".", _("a point (1,234.56)")), (",", _("a comma (1.234,56)"))]
        self.fields["decimal"] = forms.ChoiceField(
            choices=signs if settings.decimal else [("", _("please choose")), *signs],
            required=False,
            initial=settings.decimal,
            label=_("Pennies come after"),
        )
        self.fields["currency"] = forms.CharField(
            max_length=3,
            min_length=3,
            initial=settings.currency,
            label=_("Amounts are in"),
            help_text=_("Three letters, such as GBP."),
        )
        self.fields["covers_until"] = forms.DateField(
            required=False,
            initial=self.importing.covers_until,
            widget=forms.DateInput(attrs={"type": "date"}),
            label=_("It covers everything up to"),
            help_text=_("Leave it empty for the day of its newest order."),
        )

    def _add_evidence(self) -> None:
        self.fields["evidence"] = forms.CharField(
            max_length=250,
            required=False,
            initial=self.settings.evidence,
            label=_("Where it can be seen that they allowed offers"),
            help_text=_(
                "Only where a column says who may be sent offers. Such as: the tick on the order form since 2024. "
                "Without it a yes is not taken; a no always is."
            ),
        )

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code not in known_currencies():
            raise forms.ValidationError(_("There is no currency called %(code)s.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [cleaned.get(f"column_{index}") for index in range(len(self.columns))]
        for role in {role for role in chosen if role and chosen.count(role) > 1}:
            self.add_error(
                None,
                _("Two columns are called “%(role)s”. Choose one of them.")
                % {"role": label_of(role, self.importing.kind)},
            )
        if not self.errors:
            settings = self.settings_said()
            for question in open_questions(settings, self.importing.kind):
                # The order of dates and the sign are found anew for other columns, unless they were asked for.
                moved = settings.columns != self.settings.columns
                if not (moved and question in {"dates", "decimal"} and question not in self._asked()):
                    self.add_error(None, sentence(question))
        return cleaned

    def _asked(self) -> set[str]:
        return {
            question.removeprefix("mixed_") for question in self.importing.understood.get("questions", [])
        }

    def settings_said(self) -> Settings:
        cleaned = self.cleaned_data
        columns = {
            role: index for index in range(len(self.columns)) if (role := cleaned.get(f"column_{index}"))
        }
        said: dict[str, Any] = {}
        if columns != self.settings.columns or "no_customer" in self._asked():
            said["columns"] = columns
        if "evidence" in cleaned and cleaned["evidence"].strip() != self.settings.evidence:
            said["evidence"] = cleaned["evidence"].strip()
        for name in ("level", "dates", "decimal", "currency"):
            value = cleaned.get(name)
            if value and (
                value != getattr(self.settings, name) or name in self._asked() or name in self.settings.said
            ):
                said[name] = value
        return self.settings.saying(**said)
