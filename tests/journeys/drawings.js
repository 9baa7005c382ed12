/* The ways in which letters of this page are drawn: a map from the way, in words, to the first element drawn so.

A way is all that decides on contrast: color, size and weight of the letters, and, of each element around them, whatever it lays behind or over
them: its color, picture, opacity, filter, place out of the flow. An element that changes nothing of these is no part of it. */
() => {
  const seen = new Map();
  const plain = "rgba(0, 0, 0, 0)|none|1|none|static|normal|none";
  const around = (element) => {
    if (!element) return "";
    if (!seen.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.position, style.mixBlendMode, style.transform];
      const before = around(element.parentElement);
      seen.set(element, own.join("|") === plain ? before : `${before} > ${own.join("|")}`);
    }
    return seen.get(element);
  };
  const letters = (element) => {
    const [style, parent] = [getComputedStyle(element), getComputedStyle(element.parentElement || element)];
    const link = element.closest("a") ? `link in ${parent.color} ${style.textDecorationLine}` : "";
    const off = element.closest(":disabled, [aria-disabled=true]") ? "off" : "";
    return [style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStroke, link, off].join("|");
  };
  const speaks = (element) =>
    element.matches("input, select, textarea") || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const found = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!speaks(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const way = `${letters(element)} on ${around(element)}`;
    if (!found.has(way)) found.set(way, element);
  }
  return found;
}
