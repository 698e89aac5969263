"""Loads what waits in the demo's inbox: words that guests have added, and reports."""

from community.cases import Sender
from community.inbox.reports import receive_report
from community.models import Case
from config.demo import read
from wiki.models import Article
from wiki.services import add_paragraph


def load_waiting() -> None:
    """Let guests add and report, as the forms would."""
    content = read.table("waiting")
    for row in content["additions"]:
        district, slug = row["article"].split("/")
        article = Article.objects.filter(district__slug=district, slug=slug, is_demo=True).first()
        if article is None:
            continue  # real people write in it now
        held = add_paragraph(
            article=article,
            section=0,
            title=row["section"],
            words=row["words"].strip(),
            summary=f"Zu „{row['section']}“ ergänzt",
            author_name=row["name"],
        )
        cases = Case.objects.about("article", article.pk, held.revision.number)
        cases.update(is_demo=True)
    for row in content["reports"]:
        case = receive_report(
            path=row["path"],
            cause=row["cause"],
            words=row["words"],
            sender=Sender(name=row["name"]),
        )
        Case.objects.filter(pk=case.pk).update(is_demo=True)
