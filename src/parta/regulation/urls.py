from django.urls import path

from .views import campaigns, documents, duties

app_name = "regulation"
urlpatterns = [
    path("", documents.regulation, name="document"),
    path("agreement/", documents.agreement, name="agreement"),
    path("version/<int:pk>/", documents.version, name="version"),
    path("version/<int:pk>/pdf/", documents.pdf, name="pdf"),
    path("version/<int:pk>/acknowledge/", documents.acknowledge, name="acknowledge"),
    path("version/<int:pk>/sheet/", documents.sheet, name="sheet"),
    path("version/<int:pk>/sheet/pdf/", documents.sheet_pdf, name="sheet-pdf"),
    path("version/<int:pk>/sheet/paper/", documents.sign_on_paper, name="sheet-paper"),
    path("paper/<int:pk>/undo/", documents.unsign_on_paper, name="sheet-paper-undo"),
    path("version/<int:pk>/sheet/<str:suffix>/", documents.sheet_table, name="sheet-table"),
    path("version/<int:pk>/remind/", documents.remind, name="remind"),
    path("versions/<str:kind>/", documents.versions, name="versions"),
    path("draft/<str:kind>/", documents.draft, name="draft"),
    path("draft/<str:kind>/publish/", documents.publish, name="publish"),
    path("draft/<str:kind>/drop/", documents.drop_draft, name="drop-draft"),
    path("helpers/", duties.helpers, name="helpers"),
    path("duties/", duties.matrix, name="duties"),
    path("duties/new/", duties.new, name="duty-new"),
    path("duties/<int:pk>/", duties.change, name="duty"),
    path("duties/<int:pk>/stop/", duties.stop, name="duty-stop"),
    path("delegation/", duties.delegation, name="delegation"),
    path("delegation/<int:pk>/end/", duties.end_delegation, name="delegation-end"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/make/", campaigns.make, name="campaigns-make"),
    path("campaigns/new/", campaigns.new, name="campaign-new"),
    path("campaigns/tick/<int:pk>/", campaigns.tick, name="tick"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign-edit"),
    path("campaigns/<int:pk>/cancel/", campaigns.cancel, name="campaign-cancel"),
    path("campaigns/<int:pk>/progress/", campaigns.progress, name="progress"),
    path("campaigns/<int:pk>/progress/<str:suffix>/", campaigns.progress_table, name="progress-table"),
]
