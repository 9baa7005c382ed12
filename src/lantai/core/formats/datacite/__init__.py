"""DataCite's metadata, kernel 4.7: what research data, software and deposits of a library's own are registered with.

``model.Resource`` holds every property of the kernel; ``coding`` reads and writes it as XML; ``records`` makes BibRecords of resources and back.
"""

from .coding import element_of, resource_of
from .model import Resource

__all__ = ["Resource", "element_of", "resource_of"]
