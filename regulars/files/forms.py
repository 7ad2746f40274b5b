"""A file chosen from the device, or a picture taken with its camera."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AttachForm(forms.Form):
    file = forms.FileField(label=_("A file"), required=False, allow_empty_file=True)
    photo = forms.FileField(
        label=_("A picture, from the camera"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "attach-%s", ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("file") or given.get("photo")):
            raise forms.ValidationError(_("Choose a file first, or take a picture."))
        return given
