"""Rules of who looks after whom, and handing over."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.models import AssignBy, AssignmentRule, Kind
from regulars.team.models import Member

if TYPE_CHECKING:
    RuleFields = forms.ModelForm[AssignmentRule]
else:
    RuleFields = forms.ModelForm

SAY_WHICH = _("Say which, as their own page says it; a kind is company, household or individual.")


def _who_works_here() -> Any:
    return Member.objects.filter(is_active=True).order_by("name", "pk")


class RuleForm(RuleFields):
    class Meta:
        model = AssignmentRule
        fields = ["by", "value", "owner", "backup"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "rule-%s"
        self.instance.position = AssignmentRule.objects.count()
        self.fields["value"].help_text = _(
            "A country, company, household or individual, or one of your own kinds. Empty for everyone else."
        )
        self.fields["owner"] = forms.ModelChoiceField(_who_works_here(), label=_("Looked after by"))
        self.fields["backup"] = forms.ModelChoiceField(
            _who_works_here(), label=_("When they are away"), required=False, empty_label=_("nobody yet")
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        by, value = given.get("by"), " ".join(given.get("value", "").split())
        value = "" if by == AssignBy.EVERYONE else _kind(value) if by == AssignBy.KIND else value
        given["value"] = value
        if by and by != AssignBy.EVERYONE and not value:
            self.add_error("value", SAY_WHICH)
        elif by and AssignmentRule.objects.filter(by=by, value=value).exists():
            self.add_error("value", _("There is a rule about these already. Take it away first."))
        if given.get("backup") and given.get("backup") == given.get("owner"):
            self.add_error("backup", _("The backup is somebody else than the one they stand in for."))
        return given


def _kind(typed: str) -> str:
    """The kind whose name that is; empty for none."""
    found = (kind for kind in Kind if typed.lower() in {kind.value, str(kind.label).lower()})
    return next(found, "")


class HandOverForm(forms.Form):
    whose = forms.ModelChoiceField(Member.objects.none(), label=_("Everything that belongs to"))
    to = forms.ModelChoiceField(Member.objects.none(), label=_("goes to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "hand-%s"
        for name, found in (("whose", Member.objects.order_by("name", "pk")), ("to", _who_works_here())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("whose") and given.get("whose") == given.get("to"):
            self.add_error("to", _("Choose somebody else."))
        return given


class ColleagueForm(forms.Form):
    """Somebody who works here, but not the one it is about."""

    to = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Whom"),
        empty_label=_("choose somebody"),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *args: Any, but: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _who_works_here().exclude(pk=but)
