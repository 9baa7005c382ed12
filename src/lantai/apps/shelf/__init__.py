"""The shelf: works that a person keeps and topics that they follow. Nobody else sees it, and nothing is on it that was not put there."""
