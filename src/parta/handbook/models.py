"""The handbook: articles with their versions and votes, and the index of search."""

from django.conf import settings
from django.db import models
from django.utils import timezone

LICENCE = "Можно копировать и менять внутри школы; при перепечатке сохраните эту строку и название «Парта»."


class Article(models.Model):
    """One task an article. Those that come with Parta are renewed with it until the school edits them."""

    slug = models.SlugField("адрес", max_length=80, unique=True)
    title = models.CharField("название", max_length=150)
    summary = models.CharField("коротко", max_length=300, blank=True)
    body = models.TextField("текст (Markdown)")
    keywords = models.CharField("другие слова", max_length=300, blank=True)
    roles = models.JSONField("для кого", default=list, blank=True)  # of school.rules.ROLES; empty means everybody
    pages = models.JSONField("на каких страницах", default=list, blank=True)  # URL names, as «journal:page»
    clause = models.CharField("пункт регламента", max_length=20, blank=True)
    section = models.CharField("раздел", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="отвечает"
    )
    licence = models.CharField("условия использования", max_length=300, default=LICENCE)
    version = models.PositiveIntegerField("версия", default=1)
    reviewed_on = models.DateField("проверено", null=True, blank=True)
    is_own = models.BooleanField("изменена школой", default=False)
    is_published = models.BooleanField("опубликована", default=True)
    changed_at = models.DateTimeField("изменена", default=timezone.now)

    class Meta:
        verbose_name = "статья"
        verbose_name_plural = "статьи"
        ordering = ["section", "position", "title"]

    def __str__(self) -> str:
        return self.title


class ArticleVersion(models.Model):
    """What an article said before; never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "версия статьи"
        verbose_name_plural = "версии статей"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="article_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"


class ArticleVote(models.Model):
    """«Помогло?»: the last answer of each reader."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    helped = models.BooleanField("помогло")
    page = models.CharField("со страницы", max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "оценка статьи"
        verbose_name_plural = "оценки статей"
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="article_vote_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {'да' if self.helped else 'нет'}"


class SearchDocument(models.Model):
    """Something search finds: an article, or an answered question that may be shown to others."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "статья"
        ANSWER = "answer", "ответ"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    target_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200)
    roles = models.JSONField(default=list, blank=True)  # who may find it; empty means everybody

    class Meta:
        verbose_name = "документ поиска"
        verbose_name_plural = "документы поиска"
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="search_document_once")]

    def __str__(self) -> str:
        return self.title


class SearchPosting(models.Model):
    """A stem in a document, heavier in the title than in the text."""

    stem = models.CharField(max_length=40)
    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "слово документа"
        verbose_name_plural = "слова документов"
        constraints = [models.UniqueConstraint(fields=["stem", "document"], name="posting_once")]
        indexes = [models.Index(fields=["stem", "-weight", "document"], name="posting_heaviest")]

    def __str__(self) -> str:
        return self.stem


class SearchVariant(models.Model):
    """A known stem with a letter left out, to find stems typed with a mistake."""

    variant = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)

    class Meta:
        verbose_name = "вариант слова"
        verbose_name_plural = "варианты слов"
        constraints = [models.UniqueConstraint(fields=["variant", "stem"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.variant} → {self.stem}"
