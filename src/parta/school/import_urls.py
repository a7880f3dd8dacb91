"""Addresses of imports."""

from django.urls import path

from .views import imports

urlpatterns = [
    path("imports/", imports.index, name="imports"),
    path("imports/<str:kind>/new/", imports.upload, name="import-upload"),
    path("imports/<str:kind>/template.xlsx", imports.template, name="import-template"),
    path("imports/<str:kind>/export.<str:suffix>", imports.export, name="import-export"),
    path("imports/drafts/<int:pk>/columns/", imports.columns, name="import-columns"),
    path("imports/drafts/<int:pk>/", imports.check, name="import-check"),
    path("imports/drafts/<int:pk>/apply/", imports.apply, name="import-apply"),
    path("imports/drafts/<int:pk>/drop/", imports.drop, name="import-drop"),
    path("imports/<int:pk>/", imports.result, name="import-result"),
    path("imports/<int:pk>/undo/", imports.undo, name="import-undo"),
]
