"""Where the shelf stands on others' pages: buttons to keep and to follow, and what is on it on one's own account.

Who has not signed in is led to it and back; for them nothing is asked.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from lantai.apps.topics.models import Topic
from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel
from lantai.people.models import Account

from . import queries


@panel("work.actions")
def of_work(request: HttpRequest, found: WorkPage) -> str:
    """Let a reader keep the work, or keep it no more."""
    number = found.document.number
    done = isinstance(request.user, Account) and queries.is_kept(request.user, number)
    return _button(request, "shelf/keep.html", {"number": number, "done": done})


@panel("works.chosen")
def of_chosen(request: HttpRequest, works: Sequence[int]) -> str:
    """Let a reader keep the works of a bibliography."""
    return _button(request, "shelf/keep_all.html", {"numbers": works})


@panel("topic.actions")
def of_topic(request: HttpRequest, topic: Topic) -> str | None:
    """Let a reader follow a topic, or follow it no more; not one that is gone and that they do not follow."""
    done = isinstance(request.user, Account) and queries.is_followed(request.user, topic)
    return _button(request, "shelf/follow.html", {"topic": topic, "done": done}) if done or topic.is_published else None


@panel("account.body")
def mine(request: HttpRequest, account: Account) -> str:
    """Show people what is on their shelf."""
    context = {"works": queries.works_of(account).count(), "topics": queries.topics_of(account).count()}
    return render_to_string("shelf/mine.html", context, request)


def _button(request: HttpRequest, template: str, context: dict[str, object]) -> str:
    here = request.get_full_path()
    signing_in = f"{reverse('login')}?{urlencode({'next': here})}"
    return render_to_string(template, {**context, "here": here, "signing_in": signing_in}, request)
