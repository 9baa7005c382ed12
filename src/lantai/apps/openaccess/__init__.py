"""Open access: how open a work is and why, what its license lets readers do, in which discipline it lies."""
