"""Addresses of the diary."""

from datetime import date

from django.urls import path, register_converter

from .views import absences, feed, marks, week

FIRST_YEAR, LAST_YEAR = 2001, 2098


class DiaryDate:
    """A day of this century as 2026-11-23; no other day is an address, nor one whose neighbours are none."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        on = date.fromisoformat(value)
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise ValueError(value)
        return on

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DiaryDate, "diary-date")

app_name = "diary"
urlpatterns = [
    path("", week.start, name="start"),
    path("feed/", feed.feed, name="feed"),
    path("marks/", marks.start, name="marks-start"),
    path("absences/", absences.start, name="absences-start"),
    path("<int:pupil>/", week.start, name="start"),
    path("<int:pupil>/<diary-date:monday>/", week.week, name="week"),
    path("<int:pupil>/<diary-date:monday>/read/", week.read_week, name="read-week"),
    path("<int:pupil>/day/<diary-date:on>/", week.day, name="day"),
    path("<int:pupil>/homework/<int:homework>/", week.tick, name="tick"),
    path("<int:pupil>/marks/", marks.marks, name="marks"),
    path("<int:pupil>/marks/year/", marks.year, name="marks-year"),
    path("<int:pupil>/marks/<int:period>/", marks.marks, name="marks"),
    path("<int:pupil>/marks/year/<int:course>/", marks.calculation, name="calculation"),
    path("<int:pupil>/marks/<int:period>/<int:course>/", marks.calculation, name="calculation"),
    path("<int:pupil>/absences/", absences.absences, name="absences"),
    path("<int:pupil>/absences/<int:notice>/withdraw/", absences.withdraw, name="withdraw-absence"),
    path("<int:pupil>/remarks/", absences.remarks, name="remarks"),
]
