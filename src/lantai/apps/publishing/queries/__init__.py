"""What the pages of publishing show; nothing here takes a request, and nothing writes. ``asking`` answers authors, ``desk`` staff."""
