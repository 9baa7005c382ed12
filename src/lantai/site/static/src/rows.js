// Staff's lists by keyboard: with a row's box in focus the arrows go from row to row, Shift with Space (or a click) chooses a stretch,
// Enter opens the row, and a box at the head chooses the whole page. They work in the boxes alone, so nothing else loses a key.
const form = document.querySelector("[data-rows]");

function boxes() {
  return [...form.querySelectorAll("input[name='row']")];
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  form.querySelector("[data-chosen]").textContent = chosen ? ` (${chosen})` : "";
  const every = form.querySelector("[data-every]");
  every.checked = chosen > 0 && chosen === boxes().length;
  every.indeterminate = chosen > 0 && chosen < boxes().length;
}

if (form?.querySelector("[data-every]")) {
  const every = form.querySelector("[data-every]");
  let last = null;
  every.hidden = false;
  every.addEventListener("change", () => {
    for (const box of boxes()) box.checked = every.checked;
    count();
  });
  form.addEventListener("click", (event) => {
    const all = boxes();
    const at = all.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null) {
      for (const box of all.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = event.target.checked;
    }
    last = at;
    count();
  });
  form.addEventListener("keydown", (event) => {
    const all = boxes();
    const at = all.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[at + step]?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.target.closest("tr").querySelector("td[id] a")?.click();
    }
  });
  addEventListener("pageshow", count); // boxes that the browser remembers
}
