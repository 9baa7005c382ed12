"""The shelf belongs to its owner: it is in the download of one's data, and goes with the account."""

from lantai.people.owned import owned

from . import actions, queries

owned("shelf", told=queries.everything, forget=lambda account: actions.empty(account=account))
