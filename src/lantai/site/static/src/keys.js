// Single keys for those who decide all day: data-key="1" presses its button or follows its link. They do nothing while somebody
// types or composes, with any modifier, or when switched off (WCAG 2.1.4); the page works without them.
const place = document.querySelector("[data-keys]");
const KEPT = "lantai-keys-off";

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role='textbox']");
}

// "١" on an Arabic keyboard, "&" on a French one: the digit that is printed on the key counts.
function digit(event) {
  return /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? (/^\d$/.test(event.key) ? event.key : null);
}

function isOff() {
  try {
    return localStorage.getItem(KEPT) === "1";
  } catch {
    return false;
  }
}

function show(off) {
  const button = place.querySelector("[data-keys-switch]");
  place.classList.toggle("keyed", !off);
  button.hidden = false;
  button.setAttribute("aria-pressed", String(!off));
  button.querySelector("[data-on]").hidden = off;
  button.querySelector("[data-off]").hidden = !off;
}

if (place) {
  let pressed = false; // one answer a page: a key held down must not answer the next pair
  show(isOff());
  place.querySelector("[data-keys-switch]").addEventListener("click", () => {
    const off = !isOff();
    try {
      localStorage.setItem(KEPT, off ? "1" : "");
    } catch {
      // private windows may keep nothing: it holds for this page
    }
    show(off);
  });
  document.addEventListener("keydown", (event) => {
    if (!place.classList.contains("keyed") || pressed || event.repeat || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isTyping(event.target)) return;
    const key = digit(event);
    const button = key && place.querySelector(`[data-key="${key}"]`);
    if (!button) return;
    event.preventDefault();
    pressed = true;
    button.click();
  });
  addEventListener("pageshow", () => { pressed = false; }); // back from the browser's memory
}
