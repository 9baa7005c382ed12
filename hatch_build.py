"""What goes into the wheel beside the code: built styles and scripts, and compiled translations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TOOLS = Path(__file__).parent / "tools"


class CustomBuildHook(BuildHookInterface):
    """Build what is out of date, with the same tools as the launcher."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before files are collected; an editable install builds nothing, the launcher does."""
        if version == "editable":
            return
        sys.path.insert(0, str(TOOLS))
        import build_assets

        if not build_assets.is_built():
            build_assets.build()
        subprocess.run([sys.executable, str(TOOLS / "messages.py"), "compile"], check=True)
