// Copy, print, choose all: what a page of references does better with JavaScript. Every button is hidden until it works.

async function copied(from) {
  const html = from.innerHTML;
  const text = from.matches("ol") ? [...from.children].map((line) => shown(line)).join("\n") : shown(from);
  if (navigator.clipboard?.write && globalThis.ClipboardItem) {
    const blob = (type, words) => new Blob([words], { type });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) })]);
  } else if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else {
    getSelection().selectAllChildren(from); // not a safe origin: choose it, and let the browser copy
    document.execCommand("copy");
  }
}

function shown(line) {
  return [...line.querySelectorAll(".num, .reference"), ...(line.matches(".reference") ? [line] : [])]
    .map((part) => part.textContent.trim())
    .join(" ");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const from = button.dataset.copy ? document.querySelector(button.dataset.copy) : button.parentElement.querySelector(".reference");
  const says = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copied(from);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = says), 2000);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
  if (new URLSearchParams(location.search).has("print")) print();
}

const all = document.querySelector("[data-all]");
const boxes = [...document.querySelectorAll(".pick input")];

function counted() {
  const chosen = boxes.filter((box) => box.checked).length;
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  document.querySelector("[data-count]").textContent = `${chosen} / ${boxes.length}`;
}

if (all) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    counted();
  });
  for (const box of boxes) box.addEventListener("change", counted);
  counted();
}
