"""Russian words of the handbook's history."""

ACTIONS = {
    "handbook.save_article": "изменена статья",
    "handbook.give_back_article": "возвращена статья из поставки",
}
