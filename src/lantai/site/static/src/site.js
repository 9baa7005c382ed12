// What every page has: small improvements of forms that work without them.
// While an input method composes (pinyin, kana, hangul), Enter chooses a candidate and sends nothing; keyCode 229 is Safari's way to say so.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}, true);
import "./parts/suggest.js";
