from django.urls import path

from .views import tickets

app_name = "support"
urlpatterns = [
    path("<int:pk>/", tickets.ticket, name="ticket"),
]
