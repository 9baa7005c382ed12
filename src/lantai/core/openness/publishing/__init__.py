"""Publishing without a charge: what registries say of agreements, and whether an author can publish in a journal for nothing.

``agreements``, ``lists`` and ``openapc`` read registries' files; ``asking`` is the rule; ``policies`` tests a work against a policy.
"""
