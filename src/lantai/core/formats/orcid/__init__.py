"""ORCID records 3.0, in JSON and XML: what a person says of their works and employments (``reading``), and works written for ORCID (``writing``)."""
