"""The figures: each page and each save through the real server, with its queries, its size and its floor."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parta.audit.models import Change
from parta.journal.models import Cell

from .clients import Ask, Client, Times, batches, times_of, together
from .help import QUESTION
from .school import BenchSchool
from .writers import Typist

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench. Milliseconds; `floor_ms` is the bare SQL plus a static answer of the same bytes."""

    name: str
    backend: str
    median_ms: float | None = None
    p95_ms: float | None = None
    floor_ms: float | None = None
    per_second: float | None = None
    queries: int | None = None
    bytes_gzip: int | None = None
    rss_mb: float | None = None

    def plain(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def page_asks(school: BenchSchool) -> dict[str, Ask]:
    return {
        "grid_page": Ask(f"/journal/{school.course}/{school.period}/", school.teacher_cookie),
        "roll_call_page": Ask(f"/journal/lesson/{school.lessons[-1]}/roll/", school.teacher_cookie),
        "diary_week": Ask(f"/diary/{school.pupil}/{school.monday:%Y-%m-%d}/", school.parent_cookie),
        "pupil_marks": Ask(f"/diary/{school.pupil}/marks/", school.parent_cookie),
        "ask_panel": Ask(f"/help/beside/?at=/journal/{school.course}/{school.period}/", school.teacher_cookie),
        "help_search": Ask(f"/help/beside/?at=/&q={quote(QUESTION)}", school.teacher_cookie, typed="q"),
        "register_page": Ask("/help/register/", school.office_cookie),
    }


@dataclass(frozen=True, slots=True)
class Bare:
    """What a page asks of the database, seen from inside, and how many bytes it answers."""

    queries: int
    sql_ms: float
    size: int


def bare(ask: Ask) -> Bare:
    """Run the page in this process, then its queries alone."""
    client = InProcess(headers={"Accept-Encoding": "gzip"})
    client.cookies[settings.SESSION_COOKIE_NAME] = ask.cookie
    headers = {"HX-Request": "true", "HX-Trigger-Name": ask.typed} if ask.typed else {}
    client.get(ask.path, headers=headers)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(ask.path, headers=headers)
    asked = [query["sql"] for query in captured.captured_queries]

    def run() -> None:
        with connection.cursor() as cursor:
            for sql in asked:
                cursor.execute(sql)
                cursor.fetchall()

    return Bare(len(asked), times_of(run, times=50, warm=5).median_ms, len(answer.content))


def static_files(sizes: dict[str, int]) -> None:
    """Put a file of each page's size where the server finds static files, before it starts."""
    folder = Path(settings.STATIC_ROOT) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in sizes.items():
        (folder / f"{name}.bin").write_bytes(random.randbytes(size))


def page_figure(port: int, backend: str, name: str, ask: Ask, inside: Bare) -> Figure:
    client = Client(port)
    times = times_of(lambda: client.send(ask))
    static = times_of(lambda: client.send(Ask(f"/static/bench/{name}.bin", "")))
    rate, _ = together(port, [[ask]] * CLIENTS, times=60)
    return Figure(
        name, backend, times.median_ms, times.p95_ms, round(inside.sql_ms + static.median_ms, 2), rate,
        inside.queries, len(client.send(ask)),
    )  # fmt: skip


def save_figures(port: int, backend: str, school: BenchSchool) -> list[Figure]:
    """One operation, a column of thirty, a roll call of thirty; the queries are those of the service."""
    typist = typist_of(port, school.teacher_cookie, school.course, school.lessons)
    column = [(school.lessons[-1], pupil) for pupil in school.pupils]
    one = times_of(lambda: typist.write(column[:1]))
    whole = times_of(lambda: typist.write(column))
    roll = times_of(lambda: roll_call(typist, school))
    floor_one, floor_column = write_floor(1), write_floor(len(column))
    return [
        saved("save_one", backend, one, floor_one),
        saved("save_column", backend, whole, floor_column),
        saved("roll_call_save", backend, roll, floor_column),
    ]


def saved(name: str, backend: str, times: Times, floor: float) -> Figure:
    return Figure(name, backend, times.median_ms, times.p95_ms, floor, round(1000 / times.median_ms, 1))


def roll_call(typist: Typist, school: BenchSchool) -> None:
    """Everybody's cell in one batch that also says that the roll was called."""
    ops = typist.ops([(school.lessons[-1], pupil) for pupil in school.pupils])
    path = f"/journal/lesson/{school.lessons[-1]}/roll/"
    answer = typist.client.send(Ask(path, typist.cookie, ops, {"roll": True}))
    typist.take(ops, answer)


def write_floor(cells: int) -> float:
    """A durable commit of as many changed cells and history rows, by bare SQL."""
    keys = list(Cell.objects.order_by("pk").values_list("pk", flat=True)[:cells])
    cell, change, now = Cell._meta.db_table, Change._meta.db_table, timezone.now()

    def run() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {cell} SET version = version + 1 WHERE id = %s", [[key] for key in keys])  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {change} (at, action, target_kind, label, op_id) VALUES (%s, 'bench', '', '', %s)",  # noqa: S608
                [[now, uuid4() if connection.vendor == "postgresql" else uuid4().hex] for _ in keys],
            )

    return times_of(run, times=100).median_ms


def writers_figures(port: int, backend: str, school: BenchSchool) -> list[Figure]:
    """Sixteen teachers at once, a mark a request; then columns of thirty. Everything acknowledged must be there."""
    singles = sixteen(port, backend, school, "write_16", size=1, rounds=25)
    columns = sixteen(port, backend, school, "write_16_columns", size=24, rounds=6)
    return [singles, columns]


def sixteen(port: int, backend: str, school: BenchSchool, name: str, *, size: int, rounds: int) -> Figure:
    typists = [
        (typist_of(port, cookie, course, lessons), lessons, pupils)
        for course, cookie, lessons, pupils in school.teachers
    ]
    before = Change.objects.filter(action="journal.set_cell").count()

    def type_away(one: tuple[Typist, list[int], list[int]]) -> list[float]:
        typist, lessons, pupils = one
        cells = [(lesson, pupil) for lesson in lessons[-8:] for pupil in pupils]
        taken = []
        for batch in list(batches(cells, size))[:rounds]:
            started = time.perf_counter()
            typist.write(batch)
            taken.append((time.perf_counter() - started) * 1000)
        return taken

    started = time.perf_counter()
    with ThreadPoolExecutor(16) as pool:
        taken = sorted(one for times in pool.map(type_away, typists) for one in times)
    seconds = time.perf_counter() - started
    acknowledged = sum(typist.acknowledged for typist, _, _ in typists)
    written = Change.objects.filter(action="journal.set_cell").count() - before
    if written != acknowledged:
        raise RuntimeError(f"{name}: {acknowledged} acknowledged, {written} in the history")
    return Figure(
        name, backend, round(taken[len(taken) // 2], 2), round(taken[int(len(taken) * 0.95)], 2), write_floor(size),
        round(acknowledged / seconds, 1),
    )  # fmt: skip


def typist_of(port: int, cookie: str, course: int, lessons: list[int]) -> Typist:
    typist = Typist(port, cookie, course)
    rows = Cell.objects.filter(lesson__in=lessons[-8:]).values_list("lesson", "pupil", "version")
    typist.know({(lesson, pupil): version for lesson, pupil, version in rows})
    return typist


def worker_figure(backend: str, pids: list[int]) -> Figure:
    """The largest resident memory of a web worker after all of the above."""
    sizes = []
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                sizes.append(int(line.split()[1]) / 1024)
    return Figure("worker", backend, rss_mb=round(max(sizes), 1))


def measure(
    port: int, backend: str, school: BenchSchool, inside: dict[str, Bare], pids: Callable[[], list[int]]
) -> list[Figure]:
    """All figures of one backend; `pids` tells the server's workers when asked."""
    figures = [page_figure(port, backend, name, ask, inside[name]) for name, ask in page_asks(school).items()]
    figures += save_figures(port, backend, school)
    figures += writers_figures(port, backend, school)
    return [*figures, worker_figure(backend, pids())]
