"""Words the whole help service shares: topics, channels and lines of help. No clock, no database."""

# Topics of help: the clauses of the regulation, and what people ask besides. Code → what a person reads.
TOPICS = {
    "2.1.1": "Работа с журналом",
    "2.1.2": "Планы уроков (КТП), импорт и экспорт",
    "2.1.3": "Текущие отметки",
    "2.1.4": "Отметки за период",
    "2.1.5": "Отчёты, анализ успеваемости",
    "2.1.6": "Дневник и сведения для родителей",
    "access": "Вход, пароль, коды",
    "lists": "Классы, группы, расписание",
    "equipment": "Техника",
    "other": "Другое",
}

# Clause 1.7 and column 4 of the printed register.
CHANNELS = {
    "page": "в ЭЖ",
    "email": "e-mail",
    "slot": "по графику, каб.",
    "phone": "телефон",
    "seminar": "семинар",
    "paper": "запись в журнале",
}

# Clause 1.5: who helps.
LINES = {
    0: "справочник",
    1: "опытный учитель",
    2: "администратор журнала, завуч",
    3: "внешняя служба",
}

# The topics of clause 2.1: each must have a helper (clause 1.1).
CLAUSES = tuple(code for code in TOPICS if code.startswith("2.1."))

# Whom a campaign may concern.
ROLES = {
    "teacher": "учителя",
    "class_teacher": "классные руководители",
    "deputy": "завучи",
    "head": "директор",
    "admin": "администраторы журнала",
    "introducer": "ответственный за внедрение",
    "pupil": "ученики",
    "parent": "родители",
}

# Topics as a pupil or a parent would call them; the rest of the topics are no affair of theirs.
FAMILY_TOPICS = {
    "2.1.6": "Дневник: отметки, задания, пропуски",
    "access": "Не могу войти, потерян код или пароль",
    "lists": "Ошибка в классе, группе или расписании",
    "other": "Другой вопрос или предложение",
}

# Channels as they are read after «как обратиться».
CHANNEL_WORDS = {
    "page": "вопрос с любой страницы",
    "email": "письмо на почту школы",
    "slot": "консультация по графику",
    "phone": "телефон школы",
    "seminar": "семинар",
    "paper": "запись в журнале регистрации обращений",
}
