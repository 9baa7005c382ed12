"""What is read of access: the service's settings, faults for staff, the status of platforms, figures of a month, ways through."""
