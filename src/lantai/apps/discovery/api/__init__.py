"""The search as data: /api/v1, JSON in the open, for whoever builds on the catalog. The same questions give the same works as on the pages."""
