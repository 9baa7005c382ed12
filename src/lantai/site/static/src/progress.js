// A running import, kept up to date without loading the page anew. Without JavaScript the page refreshes itself (<noscript> in its head).
const part = document.querySelector("[data-refresh]");

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-refresh]") ?? page.querySelector("[data-refreshed]");
  const shown = document.querySelector("[data-refresh]");
  if (fresh && shown) shown.replaceWith(fresh);
}

if (part) {
  const timer = setInterval(() => {
    if (!document.querySelector("[data-refresh]")) return clearInterval(timer);
    if (!document.hidden) refresh().catch(() => {}); // offline for a moment: the next round tries again
  }, 3000);
}
