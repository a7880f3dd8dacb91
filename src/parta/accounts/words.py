"""Russian words of what happens to accounts, for the history."""

ACTIONS = {
    "accounts.issue_codes": "коды приглашений выписаны",
    "accounts.revoke_codes": "коды приглашений отозваны",
    "accounts.create_account": "учётная запись заведена",
    "accounts.accept_invitation": "код приглашения использован",
    "accounts.merge_guardians": "две записи родителя соединены",
    "accounts.reset_password": "временный пароль выдан",
    "accounts.switch_off": "учётная запись отключена",
    "accounts.switch_on": "учётная запись включена",
    "accounts.remove_second_factor": "второй фактор снят",
    "accounts.end_sessions": "сеансы завершены",
    "accounts.create_admin": "администратор заведён из командной строки",
    "accounts.change_password": "сменил пароль",
    "accounts.restore_password": "восстановил пароль по письму",
    "accounts.change_email": "сменил электронную почту",
    "accounts.confirm_email": "подтвердил электронную почту",
    "accounts.add_second_factor": "подключил второй фактор",
    "accounts.drop_second_factor": "отключил второй фактор",
    "accounts.renew_recovery_codes": "сделал новые запасные коды",
}
