from django.urls import path

from regulars.trust.rights import views
from regulars.trust.rights.yours import views as yours

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("rights/<int:pk>/", views.rights_request, name="rights-request"),
    path("rights/<int:pk>/file/", views.rights_file, name="rights-file"),
    path("rights/<int:pk>/file/<str:end>/", views.rights_download, name="rights-download"),
    path("rights/<int:pk>/erasure/", views.rights_erasure, name="rights-erasure"),
    path("rights/<int:pk>/extension/", views.rights_extension, name="rights-extension"),
    path("rights/<int:pk>/settled/", views.rights_settled, name="rights-settled"),
    path("people/<int:pk>/rights/new/", views.rights_new, name="rights-new"),
    path("people/<int:pk>/own-page/", views.own_link, name="own-link"),
    path("yours/<str:token>/", yours.own, name="own-page"),
    path("yours/<str:token>/facts/", yours.own_facts, name="own-facts"),
    path("yours/<str:token>/use/", yours.own_use, name="own-use"),
    path("yours/<str:token>/stop/", yours.own_stop, name="own-stop"),
    path("yours/<str:token>/seeing/", yours.own_seeing, name="own-seeing"),
    path("yours/<str:token>/correcting/", yours.own_correcting, name="own-correcting"),
    path("yours/<str:token>/erasing/", yours.own_erasing, name="own-erasing"),
    path("yours/<str:token>/requests/<int:pk>/taken-back/", yours.own_taken_back, name="own-taken-back"),
    path("yours/<str:token>/file/<str:end>/", yours.own_file, name="own-file"),
]
