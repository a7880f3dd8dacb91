"""Russian words of history."""

ACTIONS = {
    "regulation.save_draft": "черновик документа",
    "regulation.drop_draft": "черновик документа удалён",
    "regulation.publish_document": "документ опубликован",
    "regulation.acknowledge_document": "ознакомление с документом",
    "regulation.sign_on_paper": "подпись на бумаге",
    "regulation.unsign_on_paper": "запись о подписи на бумаге снята",
    "regulation.remind_document": "напоминание об ознакомлении",
    "regulation.save_duty": "назначен помощник",
    "regulation.stop_duty": "помощник снят",
    "regulation.delegate": "обязанности ответственного переданы",
    "regulation.end_delegation": "передача обязанностей прекращена",
    "regulation.save_campaign": "кампания изменена",
    "regulation.cancel_campaign": "кампания отменена",
    "regulation.make_year_campaigns": "кампании года созданы",
    "regulation.tick_line": "отметка в списке кампании",
}
