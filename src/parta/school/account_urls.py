"""Addresses of the office that looks after accounts and codes; part of `school:…`."""

from django.urls import path

from .views import accounts, invitations

urlpatterns = [
    path("accounts/", accounts.listing, name="accounts"),
    path("accounts/<int:pk>/", accounts.show, name="account"),
    path("accounts/<int:pk>/password/", accounts.reset_password, name="account-password"),
    path("accounts/<int:pk>/offices/", accounts.set_offices, name="account-offices"),
    path("accounts/<int:pk>/switch/", accounts.switch, name="account-switch"),
    path("accounts/<int:pk>/second-factor/", accounts.remove_second_factor, name="account-second-factor"),
    path("invitations/", invitations.start, name="invitations"),
    path("invitations/<int:pk>/", invitations.show_class, name="invitations-class"),
    path("invitations/<int:pk>/print/", invitations.print_class, name="invitations-print"),
    path("invitations/<int:pk>/revoke/", invitations.revoke_class, name="invitations-revoke"),
    path("invitations/staff/", invitations.show_staff, name="staff-codes"),
    path("invitations/staff/print/", invitations.print_staff, name="staff-codes-print"),
    path("invitations/staff/revoke/", invitations.revoke_staff, name="staff-codes-revoke"),
]
