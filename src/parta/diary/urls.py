"""Addresses of the diary."""

from datetime import date

from django.urls import path, register_converter

from .views import absences, feed, marks, week


class DiaryDate:
    """A day of this century as 2026-11-23; any other is no address."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

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
