from django.urls import path

from .views import bells, changes, editor, week

app_name = "timetable"
urlpatterns = [
    path("", week.start, name="start"),
    path("all/", week.choose, name="all"),
    path("class/<int:pk>/", week.of_class, name="class"),
    path("teacher/<int:pk>/", week.of_teacher, name="teacher"),
    path("room/<int:pk>/", week.of_room, name="room"),
    path("day/", changes.day, name="day"),
    path("day/cover/", changes.cover, name="cover"),
    path("day/bells/", changes.set_day_bells, name="set-day-bells"),
    path("day/bells/<int:pk>/drop/", changes.drop_day_bells, name="drop-day-bells"),
    path("lesson/<int:pk>/", changes.lesson, name="lesson"),
    path("lesson/<int:pk>/cancel/", changes.cancel, name="cancel"),
    path("lesson/<int:pk>/restore/", changes.restore, name="restore"),
    path("lesson/<int:pk>/substitute/", changes.substitute, name="substitute"),
    path("lesson/<int:pk>/drop-substitute/", changes.drop_substitute, name="drop-substitute"),
    path("lesson/<int:pk>/move/", changes.move, name="move"),
    path("lesson/<int:pk>/return/", changes.return_lesson, name="return"),
    path("lesson/<int:pk>/change-room/", changes.change_room, name="change-room"),
    path("edit/", editor.overview, name="edit"),
    path("edit/lessons/", editor.lessons, name="make-lessons"),
    path("edit/<str:kind>/<int:pk>/", editor.grid, name="edit-board"),
    path("edit/<str:kind>/<int:pk>/new/", editor.new, name="new-entry"),
    path("edit/<str:kind>/<int:pk>/add/", editor.add, name="add-entry"),
    path("edit/<str:kind>/<int:pk>/entry/<int:entry_pk>/", editor.entry, name="entry"),
    path("edit/<str:kind>/<int:pk>/entry/<int:entry_pk>/change/", editor.change, name="change-entry"),
    path("edit/<str:kind>/<int:pk>/entry/<int:entry_pk>/remove/", editor.remove, name="remove-entry"),
    path("bells/", bells.bells, name="bells"),
    path("bells/new/", bells.new, name="new-bells"),
    path("bells/<int:pk>/", bells.change, name="change-bells"),
    path("bells/<int:pk>/remove/", bells.remove, name="remove-bells"),
    path("bells/classes/", bells.set_class, name="set-class-bells"),
]
