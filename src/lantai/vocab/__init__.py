"""Words across languages as people decided on them: translations accepted, blocked and suggested, and when tables were trained."""
