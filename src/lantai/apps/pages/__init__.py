"""What librarians write for readers: pages in every language, news, guides, opening hours, notices."""
