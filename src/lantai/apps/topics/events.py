"""What topics tell others: that readers can follow one, that it is another one now, that it is gone. ``topic``: its key; ``search``: query string."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicPublished:
    """A topic appeared, or came back."""

    topic: int
    slug: str
    search: str


@dataclass(frozen=True, slots=True)
class TopicChanged:
    """The search of a published topic, or its works, are others."""

    topic: int
    slug: str
    search: str


@dataclass(frozen=True, slots=True)
class TopicRetired:
    """A topic is gone; whoever follows it should be told."""

    topic: int
    slug: str
