from django.urls import path

from regulars.fields.views import field, fields, kind

urlpatterns = [
    path("", fields.fields, name="fields"),
    path("new/", fields.new_field, name="field-new"),
    path("<int:pk>/", field.field, name="field"),
    path("<int:pk>/place/", field.field_placed, name="field-placed"),
    path("<int:pk>/archived/", field.field_archived, name="field-archived"),
    path("<int:pk>/back/", field.field_brought_back, name="field-brought-back"),
    path("<int:pk>/kind/", kind.field_kind, name="field-kind"),
    path("kinds/<int:pk>/", kind.conversion, name="field-conversion"),
    path("kinds/<int:pk>/progress/", kind.conversion_progress, name="field-conversion-progress"),
    path("kinds/<int:pk>/again/", kind.conversion_again, name="field-conversion-again"),
    path("kinds/<int:pk>/taken-back/", kind.conversion_taken_back, name="field-conversion-taken-back"),
]
