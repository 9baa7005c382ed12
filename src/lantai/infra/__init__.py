"""Plumbing that knows no library concept: jobs, events, audit, panels, rules, moves between states, guarded fetching."""
