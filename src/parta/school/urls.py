"""Addresses of the school, one list per area."""

from django.urls import path

from . import account_urls, import_urls
from .views import classes, groups, load, movement, pupils, school, staff, years

app_name = "school"

heading = [
    path("", school.index, name="overview"),
    path("settings/", school.settings, name="settings"),
]

calendar = [
    path("years/", years.start, name="years"),
    path("years/new/", years.create, name="year-new"),
    path("years/<int:pk>/", years.show, name="year"),
    path("years/<int:pk>/edit/", years.edit, name="year-edit"),
    path("years/<int:pk>/make-current/", years.make_current, name="year-make-current"),
    path("years/<int:pk>/schemes/new/", years.create_scheme, name="scheme-new"),
    path("years/<int:pk>/holidays/new/", years.create_holiday, name="holiday-new"),
    path("schemes/<int:pk>/", years.periods, name="scheme"),
    path("schemes/<int:pk>/remove/", years.remove_scheme, name="scheme-remove"),
    path("periods/<int:pk>/close/", years.close_period, name="period-close"),
    path("periods/<int:pk>/open/", years.open_period, name="period-open"),
    path("holidays/<int:pk>/", years.edit_holiday, name="holiday"),
    path("holidays/<int:pk>/remove/", years.remove_holiday, name="holiday-remove"),
]

classes_and_groups = [
    path("classes/", classes.index, name="classes"),
    path("classes/new/", classes.create, name="class-new"),
    path("classes/<int:pk>/", classes.show, name="class"),
    path("classes/<int:pk>/edit/", classes.edit, name="class-edit"),
    path("classes/<int:pk>/remove/", classes.remove, name="class-remove"),
    path("classes/<int:pk>/split/", groups.split_class, name="class-split"),
    path("groups/", groups.index, name="groups"),
    path("groups/new/", groups.create_mixed, name="group-new"),
    path("groups/<int:pk>/", groups.show, name="group"),
    path("groups/<int:pk>/members/", groups.set_members, name="group-members"),
    path("groups/<int:pk>/edit/", groups.edit, name="group-edit"),
    path("groups/<int:pk>/split/", groups.resplit, name="group-split"),
    path("groups/<int:pk>/remove/", groups.remove, name="group-remove"),
]

taught = [
    path("load/", load.index, name="load"),
    path("load/new/", load.create, name="course-new"),
    path("load/<int:pk>/", load.edit, name="course"),
    path("load/<int:pk>/teacher/", load.teacher, name="course-teacher"),
    path("load/<int:pk>/line/", load.line, name="course-line"),
    path("load/<int:pk>/stop/", load.stop, name="course-stop"),
    path("load/<int:pk>/resume/", load.resume, name="course-resume"),
    path("subjects/", load.subjects, name="subjects"),
    path("subjects/new/", load.create_subject, name="subject-new"),
    path("subjects/<int:pk>/", load.edit_subject, name="subject"),
    path("rooms/", load.rooms, name="rooms"),
    path("rooms/new/", load.create_room, name="room-new"),
    path("rooms/<int:pk>/", load.edit_room, name="room"),
]

people = [
    path("pupils/", pupils.index, name="pupils"),
    path("pupils/new/", pupils.admit, name="pupil-new"),
    path("pupils/<int:pk>/", pupils.show, name="pupil"),
    path("pupils/<int:pk>/edit/", pupils.edit, name="pupil-edit"),
    path("pupils/<int:pk>/guardians/new/", pupils.add_guardian, name="guardian-add"),
    path("pupils/<int:pk>/guardians/<int:guardian_pk>/", pupils.link_guardian, name="guardian-link"),
    path("guardianships/<int:pk>/end/", pupils.end_guardianship, name="guardianship-end"),
    path("guardianships/<int:pk>/resume/", pupils.resume_guardianship, name="guardianship-resume"),
    path("guardians/", staff.guardians, name="guardians"),
    path("guardians/new/", staff.create_guardian, name="guardian-new"),
    path("guardians/<int:pk>/", staff.guardian, name="guardian"),
    path("guardians/<int:pk>/edit/", staff.edit_guardian, name="guardian-edit"),
    path("employees/", staff.employees, name="employees"),
    path("employees/new/", staff.create_employee, name="employee-new"),
    path("employees/<int:pk>/", staff.employee, name="employee"),
    path("employees/<int:pk>/edit/", staff.edit_employee, name="employee-edit"),
    path("employees/<int:pk>/dismiss/", staff.dismiss, name="employee-dismiss"),
    path("employees/<int:pk>/rehire/", staff.rehire, name="employee-rehire"),
]

moving = [
    path("movement/", movement.index, name="movement"),
    path("pupils/<int:pk>/enrol/", movement.enrol, name="pupil-enrol"),
    path("pupils/<int:pk>/transfer/", movement.transfer, name="pupil-transfer"),
    path("pupils/<int:pk>/leave/", movement.leave, name="pupil-leave"),
    path("pupils/<int:pk>/undo/", movement.undo, name="pupil-undo"),
    path("enrolments/<int:pk>/orders/", movement.orders, name="orders"),
]

urlpatterns = [
    *heading, *calendar, *classes_and_groups, *taught, *people, *moving, *account_urls.urlpatterns,
    *import_urls.urlpatterns,
]  # fmt: skip
