"""Loads what waits in the demo's inbox: words that guests have added, and reports."""

from community.cases import From
from community.reports import receive_report
from config.demo import read
from wiki.models import Article
from wiki.services import add_paragraph


def load_waiting() -> None:
    """Let guests add and report, as the forms would."""
    content = read.table("waiting")
    for row in content["additions"]:
        district, slug = row["article"].split("/")
        add_paragraph(
            article=Article.objects.get(district__slug=district, slug=slug, is_demo=True),
            section=0,
            title=row["section"],
            words=row["words"].strip(),
            summary=f"Zu „{row['section']}“ ergänzt",
            author_name=row["name"],
        )
    for row in content["reports"]:
        receive_report(
            path=row["path"], cause=row["cause"], words=row["words"], sender=From(name=row["name"])
        )
