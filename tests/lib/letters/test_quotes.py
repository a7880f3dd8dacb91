"""New words stay; the quoted letter under them and the signature go."""

import pytest

from parta.lib.letters.quotes import MARK, new_words

ANSWER = "Спасибо, теперь вижу."

OURS = f"""{MARK}
Здравствуйте! Ваше обращение № 12/2026."""

HEADERS = "Отправлено: 23 ноября 2026 г. 12:00\nКому: Ольга\nТема: RE: Замена\n\nЗдравствуйте!"
PHONE = "23 нояб. 2026 г., в 12:00, Помощь <help@school.test> написал(а):"

TAILS = {
    "gmail": "пн, 23 нояб. 2026 г. в 12:00, Помощь школы <help@school.test>:\n\n> Здравствуйте!\n>\n> Проверьте.",
    "gmail, the intro folded": "пн, 23 нояб. 2026 г. в 12:00, Помощь школы\n<help@school.test>:\n\n> Здравствуйте!",
    "gmail, English": "On Mon, Nov 23, 2026 at 12:00 PM Help <help@school.test> wrote:\n\n> Hello\n",
    "mail.ru": "Понедельник, 23 ноября 2026, 12:00 +03:00 от Помощь <help@school.test>:\n \n>Здравствуйте!\n>Да.",
    "yandex": '23.11.2026, 12:00, "Помощь" <help@school.test>:\nЗдравствуйте!\nПроверьте.',
    "thunderbird": "23.11.2026 12:00, Помощь пишет:\n> Здравствуйте!\n> Проверьте.",
    "the bat": "Помощь пишет:\n> Здравствуйте!",
    "outlook": f"-----Исходное сообщение-----\nОт: Помощь\n{HEADERS}",
    "outlook, English": "-----Original Message-----\nFrom: Help\nSent: Monday\nTo: Olga\nSubject: X\n\nHello",
    "outlook, new": f"________________________________\nОт: Помощь <help@school.test>\n{HEADERS}",
    "a telephone": f"Отправлено с iPhone\n\n> {PHONE}\n> \n> Здравствуйте!",
    "a telephone, the intro apart": f"{PHONE}\n\nЗдравствуйте!",
    "our mark": f"пн, 23 нояб. 2026 г. в 12:00, Помощь <help@school.test>:\n\n> {MARK}\n> Здравствуйте!",
    "our mark without signs": f"{OURS}\nЛишнее",
    "signs only": "> Здравствуйте!\n> Проверьте.",
    "a signature": "-- \nОльга Ермакова\n+7 000",
    "a telephone's signature": "Отправлено из мобильной Почты Mail.ru",
    "a signature and a quotation": "-- \nОльга\n\n23.11.2026 12:00, Помощь пишет:\n> Здравствуйте!",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_tail_goes(tail):
    assert new_words(f"{ANSWER}\n\n{tail}\n") == ANSWER


def test_answer_below_the_quotation_stays():
    text = "23.11.2026 12:00, Помощь пишет:\n> Проверьте.\n\nПроверила, не помогло."

    assert new_words(text) == "Проверила, не помогло."


def test_answers_between_quotations_keep_them():
    text = "> Какой класс?\n7Б\n\n> Какой день?\nПонедельник"

    assert new_words(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Учитель пишет:\nсдайте тетради до пятницы.\nГде это видно?",
        "Ребёнок писал контрольную 12.11. Где отметка?",
        "От: кого пришла отметка?\nНе понимаю.",
        "---------- Пересылаемое сообщение ----------\nОт: Учитель\nДата: вчера\nКому: мне\n\nСдайте тетради",
        "Строка\n--\n" + "\n".join(f"дело {number}" for number in range(20)),
        "Помогите",
    ],
)
def test_own_words_are_not_taken_for_a_quotation(text):
    assert new_words(text) == text


@pytest.mark.parametrize(
    "text", ["> Всё это цитата\n> и только", "-----Исходное сообщение-----\nОт: я\nТема: x\nКому: y"]
)
def test_a_letter_of_quotation_only_is_left_whole(text):
    assert new_words(text) == text


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing(text):
    assert new_words(text) == ""
