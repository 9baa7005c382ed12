"""Agreements: deals with vendors from suggestion to what remains after them: periods, entitlements, licences, costs, funds."""
