"""Take the pictures of the README again: start the demo library in a folder of its own and look at it in a real browser.

python tools/make_screenshots.py [--browser /usr/bin/chromium]
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "search.png": ("search/?q=love&lang=en", 1280, 960),
    "search-ar.png": ("search/?q=%D8%A3%D9%84%D9%81+%D9%84%D9%8A%D9%84%D8%A9&lang=ar", 390, 780),
}
"""File -> address, width and height of the window."""

PORT = 8765


def main() -> int:
    """Serve the demo, take every picture, stop."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--browser", default="/usr/bin/chromium")
    browser = parser.parse_args().browser
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "lantai", "demo", "--data", data, "--port", str(PORT)]
        serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            take_all(address_said(serving), browser)
        finally:
            serving.terminate()
            serving.wait(timeout=30)
    return 0


def address_said(serving: subprocess.Popen[str]) -> str:
    """Wait until the demo says where it is."""
    for line in serving.stdout or ():
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise SystemExit("the demo did not start")


def take_all(address: str, browser: str) -> None:
    """Take every picture and say how large it is."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (path, width, height) in PICTURES.items():
            page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            take(page, address + path, IMAGES / name)
        chromium.close()


def take(page: Page, address: str, where: Path) -> None:
    """Take one picture."""
    page.goto(address)
    page.screenshot(path=where)
    page.close()
    print(f"{where.relative_to(ROOT)}: {where.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    raise SystemExit(main())
