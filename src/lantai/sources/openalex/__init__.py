"""OpenAlex: works by its interface, its snapshot from a folder. Enter at ``harvest`` and ``snapshot``."""
