"""The editor of an article."""

from django import forms

from .access import ROLES
from .models import Article


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
        if self.instance.pk:
            self.initial["pages"] = ", ".join(self.instance.pages)

    def clean_pages(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["pages"].split(",") if name.strip()]


class NewArticleForm(ArticleForm):
    class Meta(ArticleForm.Meta):
        fields = ["slug", *ArticleForm.Meta.fields]
