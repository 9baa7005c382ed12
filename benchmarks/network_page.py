"""How long the page of a large network takes in a real browser: opened, drawn, moved about in.

    python -m benchmarks.network_page --data DIRECTORY [--nodes 5000] [--links 25000] [--rounds 3] [--pictures DIRECTORY] [--browser /usr/bin/chromium]

DIRECTORY holds a library with a store of papers, the demo's perhaps (``lantai demo --data DIRECTORY --no-serve``). A network with planted
communities is kept there as that of the authors of all papers, and the page is served as ``lantai serve`` does. Seconds from asking for the page to
the drawing that can be moved about in being there (``drawn``), and to the server's own drawing without JavaScript (``plain``); milliseconds a frame
while it is moved (``frame``).
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

PORT = 8771
FRAMES = """async () => {
  const canvas = document.querySelector("figure canvas"), times = [];
  for (let n = 0; n < 30; n += 1) {
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: n % 2 ? "ArrowLeft" : "ArrowRight", bubbles: true, cancelable: true }));
    const begun = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[15];
}"""


def keep(nodes: int, links: int) -> None:
    """Keep a network of so many nodes and links, most of them inside its 60 communities, as that of the authors of all papers."""
    from lantai.apps.analytics.choosing import Choice
    from lantai.apps.analytics.queries import networks
    from lantai.core.measures.communities import communities, layout

    rng = random.Random(1)
    group = [min(int(rng.paretovariate(1.2)) - 1, 59) for _ in range(nodes)]
    members: dict[int, list[int]] = {}
    for node, one in enumerate(group):
        members.setdefault(one, []).append(node)
    found: dict[tuple[int, int], int] = {}
    while len(found) < links:
        one = rng.randrange(nodes)
        other = rng.choice(members[group[one]]) if rng.random() < 0.85 else rng.randrange(nodes)
        if one != other:
            found[min(one, other), max(one, other)] = found.get((min(one, other), max(one, other)), 0) + 1
    strength = [0.0] * nodes
    for (one, other), count in found.items():
        strength[one] += count
        strength[other] += count
    order = sorted(range(nodes), key=lambda node: -strength[node])
    place = {node: n for n, node in enumerate(order)}
    edges = sorted(((place[a], place[b], float(n)) for (a, b), n in found.items()), key=lambda edge: -edge[2])
    strong = [strength[node] for node in order]
    member = communities(nodes, edges)
    spots = layout(member, strong, edges)
    made = [networks.Node(f"~{n}", f"Author {n} Sample", 3, strong[n], member[n], *spots[n]) for n in range(nodes)]
    whole = networks.Network(networks.VERSION, networks.AUTHORS, made, [(a, b, w, int(w)) for a, b, w in edges], 0, 0)
    networks._keep(networks.kept_at(Choice(key="all", name=""), networks.AUTHORS), whole)


def look(browser: str, rounds: int, pictures: Path | None) -> dict[str, Any]:
    """Open the page some times; take pictures by day, by night, on a phone, in Chinese and Arabic."""
    from playwright.sync_api import sync_playwright

    address = f"http://127.0.0.1:{PORT}/analytics/all/network/authors/"
    found: dict[str, Any] = {"drawn": [], "plain": [], "frame": []}
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _ in range(rounds):
            for name, script in (("plain", False), ("drawn", True)):
                context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
                page = context.new_page()
                begun = time.perf_counter()
                page.goto(address, wait_until="domcontentloaded")
                if script:
                    page.wait_for_selector("figure[data-drawn]")
                    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
                else:
                    page.wait_for_load_state("load")
                found[name].append(round(time.perf_counter() - begun, 2))
                if script:
                    found["frame"].append(round(page.evaluate(FRAMES), 1))
                context.close()
        for name, width, scheme, lang in (
            ("day", 1280, "light", "en"),
            ("night", 1280, "dark", "zh-hans"),
            ("phone", 390, "light", "ar"),
        ):
            if pictures:
                page = chromium.new_page(viewport={"width": width, "height": 1400}, color_scheme=scheme)
                page.goto(f"{address}?lang={lang}")
                page.wait_for_selector("figure[data-drawn]")
                page.screenshot(path=pictures / f"network-{name}.png")
        chromium.close()
    return found


def main() -> None:
    """Print what it takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nodes", type=int, default=5_000)
    parser.add_argument("--links", type=int, default=25_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    os.environ.update(LANTAI_DATA=str(options.data), DJANGO_SETTINGS_MODULE="lantai.site.settings")
    import django

    django.setup()
    keep(options.nodes, options.links)
    serving = subprocess.Popen(
        [sys.executable, "-m", "lantai", "serve", "--data", str(options.data), "--port", str(PORT), "--processes", "1"],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/analytics/", timeout=20).read()
                break
            except OSError:
                time.sleep(0.5)
        print(
            json.dumps(
                {"nodes": options.nodes, "links": options.links, **look(options.browser, options.rounds, options.pictures)}
            )
        )
    finally:
        serving.terminate()
        serving.wait(timeout=30)


if __name__ == "__main__":
    main()
