// Long work (an import, a round of checks), kept up to date without loading the page anew. The part that changes carries
// data-refresh: the address of itself alone ("?part=…"), or nothing where the whole page is asked for. Without JavaScript the page
// refreshes itself (<noscript> in its head), and a link does.
const part = document.querySelector("[data-refresh]");
const PAUSE_MS = 3000;

async function refresh() {
  const shown = document.querySelector("[data-refresh]");
  const address = new URL(location.href);
  for (const [name, value] of new URLSearchParams(shown.dataset.refresh)) address.searchParams.set(name, value);
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-refresh]") ?? page.querySelector("[data-refreshed]");
  const holdsFocus = shown.contains(document.activeElement) && document.activeElement.matches("a, button, input, select, summary");
  if (fresh && !holdsFocus) shown.replaceWith(document.adoptNode(fresh)); // what somebody is about to press stays where it is
}

if (part) {
  const timer = setInterval(() => {
    if (!document.querySelector("[data-refresh]")) return clearInterval(timer);
    if (!document.hidden) refresh().catch(() => {}); // offline for a moment: the next round tries again
  }, PAUSE_MS);
}
