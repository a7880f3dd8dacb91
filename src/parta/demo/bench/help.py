"""The help service of the bench school: 1,000 articles, a register of 10,000 requests, the answers in search."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.handbook.exchange import read_articles
from parta.handbook.models import Article
from parta.handbook.rules import fold
from parta.handbook.services.articles import indexed as indexed_article
from parta.handbook.services.index import index
from parta.school.models import SchoolYear
from parta.support.models import SharedAnswer, Ticket
from parta.support.services.sharing import indexed as indexed_answer

ARTICLES, REQUESTS = 1000, 10_000
TOPICS = ("2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.6", "access", "lists")
QUESTION = "перекличка отметка средний балл"  # what the bench types beside a page


def fill(year: SchoolYear, *, by: User, helper: User, today: date) -> None:
    """Words follow one another by chance, but each as often as in the articles that come with Parta."""
    random = Random(2026)
    vocabulary = " ".join(one.body for one in read_articles()).split()

    def text(length: int) -> str:
        return " ".join(random.choices(vocabulary, k=length))

    articles = Article.objects.bulk_create(
        Article(slug=f"bench-{number}", title=text(6)[:150], body=text(120), version=1, section="Стенд",
                pages=["journal:page"] if number < 6 else [])
        for number in range(ARTICLES)
    )  # fmt: skip
    index(map(indexed_article, articles))
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    tickets = [
        Ticket(
            year=year, number=number + 1, topic=TOPICS[number % len(TOPICS)], line=1 + number % 2,
            state="closed" if number % 50 else "working", helper=helper, text=text(30), resolution=text(40),
            asker_name="Стендов Пётр", asker_words="родитель, 7Б", asker_role="parent",
            asked_at=noon - timedelta(minutes=10 * (REQUESTS - number)), solved_at=noon,
            due_at=noon + timedelta(days=1),
        )
        for number in range(REQUESTS)
    ]  # fmt: skip
    for ticket in tickets:
        ticket.searched = fold(f"{ticket.asker_name}\n{ticket.text}\n{ticket.resolution}")
    Ticket.objects.bulk_create(tickets, batch_size=2000)
    answers = SharedAnswer.objects.bulk_create(
        (
            SharedAnswer(ticket=ticket, title=ticket.text[:100], question=ticket.text, answer=ticket.resolution, by=by)
            for ticket in tickets
        ),
        batch_size=2000,
    )
    index(map(indexed_answer, answers))
