"""How the list of a rule's findings is narrowed; what makes no sense is left out rather than refused."""

from collections.abc import Mapping
from typing import Any

from lantai.apps.desk.models import FindingState

TRAITS = {"source": 80, "language": 35, "kind": 12, "location": 200}
NEW = "new"


class Narrowing:
    """What an address says of the list: ``state``, and by which values of which traits."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        said = str(data.get("state", ""))
        self.only_new = said == NEW
        self.state = said if said in FindingState.values else FindingState.STANDING.value
        self.chosen = {name: str(data[name]) for name, most in TRAITS.items() if 0 < len(str(data.get(name, ""))) <= most}

    @property
    def query(self) -> dict[str, str]:
        """Return what an address must say to mean the same list."""
        state = NEW if self.only_new else self.state
        return ({} if state == FindingState.STANDING else {"state": state}) | self.chosen
