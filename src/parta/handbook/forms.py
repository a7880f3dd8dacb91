"""The editor of an article."""

from typing import Any

from django import forms

from parta.school.rules import ROLES

from .models import Article
from .rules import free_address

RESERVED = {"new", "beside"}  # other pages of the handbook stand at these addresses


class ArticleForm(forms.ModelForm[Article]):
    roles = forms.MultipleChoiceField(
        label="Для кого", required=False, choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено: для всех.",
    )  # fmt: skip
    pages = forms.CharField(
        label="На каких страницах", required=False,
        help_text="Имена страниц через запятую, например journal:page; статья покажется в помощи рядом с ними.",
    )  # fmt: skip

    class Meta:
        model = Article
        fields = [
            "title", "summary", "body", "keywords", "section", "roles", "pages", "clause", "position", "licence",
            "reviewed_on", "is_published",
        ]  # fmt: skip
        widgets = {
            "body": forms.Textarea({"rows": 18}),
            "reviewed_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if self.instance.pages:
            self.initial["pages"] = ", ".join(self.instance.pages)

    def clean_pages(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["pages"].split(",") if name.strip()]


class NewArticleForm(ArticleForm):
    slug = forms.SlugField(
        label="Адрес", required=False, max_length=80, help_text="Латинскими буквами. Пусто: составится из названия.",
    )  # fmt: skip

    class Meta(ArticleForm.Meta):
        fields = [*ArticleForm.Meta.fields, "slug"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken = set(Article.objects.values_list("slug", flat=True)) | RESERVED
        wanted = cleaned.get("slug")
        if wanted in taken:
            self.add_error("slug", "Такой адрес уже занят другой статьёй.")
        elif not wanted:
            cleaned["slug"] = free_address(cleaned.get("title", ""), taken)
        return cleaned
