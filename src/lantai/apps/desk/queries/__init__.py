"""What the desk's pages show, a module for each sort of work; nothing here takes a request, and nothing writes."""
