"""Taking works away: references in a style, files for citation tools, and the door that Zotero knocks at."""
