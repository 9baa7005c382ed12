"""Pages of agreements for staff; their address book is urls.py."""
