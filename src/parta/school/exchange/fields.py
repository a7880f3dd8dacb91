"""What columns a file of each kind may have: their titles, the headings schools give them, and what to write there."""

from dataclasses import dataclass
from datetime import date

from parta.lib.sheets import Value

KIND_TITLES = {"pupils": "Ученики и родители", "employees": "Сотрудники", "load": "Нагрузка"}


@dataclass(frozen=True, slots=True)
class Field:
    """`pattern` finds the heading's `names.text_key`; a field whose example is None is read but not in the template."""

    name: str
    title: str
    pattern: str
    note: str
    example: Value = None
    is_required: bool = False


KEY_NOTE = "Код человека в другой системе (контингент, бухгалтерия). По нему повторная загрузка узнаёт человека."
FULL_NAME = Field(
    "full_name", "ФИО", r"^(?!.*(родит|мат[ье]|от[ец]|представит)).*(ф\.? ?и\.? ?о\b|фамилия.*имя|ученик|обучающ|"
    r"ребен|сотрудник|работник|^учитель|педагог)", "Фамилия, имя и отчество в одном столбце вместо трёх.",
)  # fmt: skip


def _names(last: str, first: str, patronymic: str) -> list[Field]:
    return [
        Field("last_name", "Фамилия", r"^фамилия(?!.*имя)", "Как в документах.", last, is_required=True),
        Field("first_name", "Имя", r"^имя\b(?!.*польз)", "Как в документах.", first, is_required=True),
        Field("patronymic", "Отчество", r"^отчество", "Если есть.", patronymic),
        FULL_NAME,
    ]


MOTHER, FATHER = (
    r"\bмат(ь|ер)|\bмам[аы]|(родит|представит)(?!.*2)",
    r"\bот(ец|ц)|\bпап[аы]|(родит|представит).*2|2.*родит",
)
PHONE, EMAIL, RELATION, KEY = (
    r"тел\b|телеф|моб|сотов",
    r"почт|mail",
    r"\bкем\b|степень|родств",
    r"\bкод\b|\bid\b|guid|ключ",
)


def _parent(number: int, who: str, *, name: str, relation: str, phone: str) -> list[Field]:
    """The five columns of one parent."""

    def field(what: str, title: str, pattern: str, note: str, example: Value = "") -> Field:
        return Field(f"parent{number}_{what}", f"Родитель {number}{title}", f"^(?=.*({who})){pattern}", note, example)

    return [
        field("name", "", rf"(?!.*({PHONE}|{EMAIL}|{RELATION}|{KEY}))", "Фамилия, имя и отчество.", name),
        field("relation", ": кем приходится", rf"(?=.*({RELATION}))", "Мать, отец, опекун, бабушка…", relation),
        field(
            "phone", ": телефон", rf"(?=.*({PHONE}))",
            "По имени и телефону (или почте) узнаётся общий родитель братьев и сестёр.", phone,
        ),
        field("email", ": почта", rf"(?=.*({EMAIL}))", "Электронная почта."),
        field("key", ": код", rf"(?=.*({KEY}))", KEY_NOTE),
    ]  # fmt: skip


NOT_PARENT = r"^(?!.*(родит|представит|\bмат(ь|ер)|\bот(ец|ц)))"
PUPILS = [
    Field("key", "Код ученика", rf"{NOT_PARENT}(?=.*({KEY}))", KEY_NOTE, ""),
    *_names("Иванова", "Мария", "Сергеевна"),
    Field("class", "Класс", r"^кл(асс)?\b(?!.*рук)|^группа", "Класс текущего года: 7Б.", "7Б", is_required=True),
    Field(
        "birth_date", "Дата рождения", rf"{NOT_PARENT}.*(рожд|^д\.? ?р\b)",
        "Как 03.05.2013. С ней однофамильцев не спутать.", date(2013, 5, 3),
    ),
    Field("email", "Почта ученика", rf"{NOT_PARENT}(?=.*({EMAIL}))", "Электронная почта.", ""),
    Field(
        "enrolled_on", "Дата зачисления", r"зачисл|прибы|приема|принят",
        "Первый день в классе в этом учебном году. Без неё — день, выбранный при загрузке.", date(2026, 9, 1),
    ),
    Field("order", "Приказ о зачислении", r"приказ", "Номер и дата приказа.", "№ 45 от 28.08.2026"),
    *_parent(1, MOTHER, name="Иванова Ольга Петровна", relation="мать", phone="+7 900 000-00-01"),
    *_parent(2, FATHER, name="Иванов Сергей Ильич", relation="отец", phone="+7 900 000-00-02"),
]  # fmt: skip
EMPLOYEES = [
    Field("key", "Код сотрудника", rf"{KEY}|табельн", KEY_NOTE, ""),
    *_names("Иванова", "Нина", "Васильевна"),
    Field("position", "Должность", r"должност|^кем работает", "Учитель математики, завуч…", "Учитель математики"),
    Field("email", "Электронная почта", EMAIL, "На неё приходит ссылка для смены пароля.", "ivanova@example.ru"),
    Field("phone", "Телефон", PHONE, "Для учительской.", "+7 900 000-00-03"),
    Field(
        "login", "Логин", r"логин|login|учетн|имя пользов",
        "Если учётная запись нужна сразу. Пароль потом выдаёт администратор или сам сотрудник по почте.", "",
    ),
]  # fmt: skip
LOAD = [
    Field(
        "group", "Класс или группа", r"^кл(асс)?\b(?!.*рук)|^группа",
        "Класс текущего года (7Б) или название сводной группы.", "7Б", is_required=True,
    ),
    Field(
        "part", "Подгруппа", r"подгр|часть",
        "Пусто, если учится весь класс. Название без класса: «англ. 1» — это группа «7Б англ. 1». "
        "Одинаковое название в разных предметах — одна и та же подгруппа.", "",
    ),
    Field(
        "subject", "Предмет", r"предмет|дисциплин|^курс", "Новый предмет будет добавлен.", "Алгебра", is_required=True
    ),
    Field(
        "teacher", "Учитель", r"учител|педагог|преподав|^фио",
        "Полностью или «Иванова Н. В.». Пусто, если учитель ещё не назначен.", "Иванова Нина Васильевна",
    ),
    Field("teacher_key", "Код учителя", rf"(?=.*({KEY}))", "Различает полных тёзок.", ""),
    Field("hours", "Часов в неделю", r"час|кол", "Число от 0,5: 3 или 1,5.", 3, is_required=True),
]  # fmt: skip
FIELDS = {"pupils": PUPILS, "employees": EMPLOYEES, "load": LOAD}


def fields_of(kind: str) -> list[Field]:
    return FIELDS[kind]


def in_template(kind: str) -> list[Field]:
    return [field for field in FIELDS[kind] if field.example is not None]
