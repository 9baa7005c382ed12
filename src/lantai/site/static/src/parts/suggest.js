// Suggestions under a search box: ARIA's combobox with a list. Without this file the form searches as ever.
// Nothing is asked while an input method composes: "hong lou meng" on its way to 红楼梦 is not what the reader looks for.
const PAUSE_MS = 120;

for (const form of document.querySelectorAll(".seek[data-offers]")) combobox(form, form.querySelector("[type=search]"));

function combobox(form, box) {
  let list = null; // the open list
  let chosen = -1;
  let shownFor = ""; // the text that the list answers
  let asking = null; // stops the request that is under way
  let timer = 0;
  let pressed = false; // a click is on its way: the list stays what it is
  const said = Object.assign(document.createElement("p"), { className: "unseen" });
  said.setAttribute("role", "status");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-expanded", "false");

  const options = () => (list ? [...list.querySelectorAll("[role=option]")] : []);

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list?.remove();
    list = null;
    chosen = -1;
    shownFor = "";
    said.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-controls");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const all = options();
    chosen = at < -1 ? all.length - 1 : at >= all.length ? -1 : at; // past the last one back to what was typed
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  function open(html, text) {
    close();
    const part = document.createElement("template");
    part.innerHTML = html;
    list = part.content.firstElementChild;
    shownFor = text;
    if (!list) return;
    form.append(list);
    said.textContent = list.dataset.said;
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-controls", list.id);
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the box keeps the focus; the click follows its link
      pressed = true;
    });
  }

  async function ask() {
    const text = box.value;
    if (text === shownFor) return;
    if (!text.trim()) return close();
    asking?.abort();
    asking = new AbortController();
    const address = new URL(form.dataset.offers, location.href);
    address.search = new URLSearchParams({ q: text, box: box.id });
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
      const html = answer.ok ? await answer.text() : "";
      if (box.value === text && document.activeElement === box && !pressed) open(html.trim(), text);
    } catch {
      // stopped for a newer text, or offline: the box works without
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  }

  box.addEventListener("focus", begin);
  if (document.activeElement === box) begin();

  function begin() { // what only who types needs
    if (said.isConnected) return;
    form.append(said);
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: form.dataset.look }));
  }

  box.addEventListener("input", (event) => {
    if (event.isComposing) return clearTimeout(timer);
    later();
  });
  box.addEventListener("compositionend", later);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  addEventListener("pagehide", close);
  addEventListener("mouseup", () => (pressed = false));

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!list) return void (event.altKey || event.key === "ArrowDown" ? (shownFor = "", ask()) : 0);
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -2 : chosen - 1);
    } else if (event.key === "Escape" && list) {
      event.preventDefault(); // the list goes, what was typed stays
      const text = box.value;
      close();
      shownFor = text;
    } else if (event.key === "Enter" && list && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    }
  });
}
