"""Who has taken on what of the work lists: the table. Whoever takes a row on has it for a time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models import District
from text.identity import KEY_LENGTH


class TaskQuerySet(models.QuerySet["Task"]):
    """Reads of tasks."""

    def running(self) -> "TaskQuerySet":
        """Return what somebody takes care of who may write, and whose time is not over."""
        people = self.filter(user__is_active=True, user__blocked_at=None)
        return people.filter(until__gte=timezone.localdate())


class Task(models.Model):
    """A row of a work list that somebody takes care of, up to and including a day.

    It names an article, or where a wanted one is looked for (district, language, words of the
    title) and never how that is spelled: titles are read from public texts. One row of a list has
    one task at most.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    worklist = models.CharField(max_length=24)
    article = models.ForeignKey(
        "wiki.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="tasks"
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=12, blank=True)
    title_words = models.CharField(max_length=KEY_LENGTH, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateField(db_index=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, district__isnull=True, title_words="")
                | (Q(article__isnull=True) & ~Q(title_words="")),
                name="wiki_task_of_article_or_title",
            ),
            models.UniqueConstraint(
                fields=["worklist", "article"],
                condition=Q(article__isnull=False),
                name="wiki_task_of_article",
            ),
            # Two, because NULL escapes UNIQUE.
            models.UniqueConstraint(
                fields=["district", "language", "title_words"],
                condition=Q(article__isnull=True, district__isnull=False),
                name="wiki_task_of_title_in_district",
            ),
            models.UniqueConstraint(
                fields=["language", "title_words"],
                condition=Q(article__isnull=True, district__isnull=True),
                name="wiki_task_of_title_in_general",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.worklist} {self.article_id or self.title_words}"
