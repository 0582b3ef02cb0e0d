// The terminal takes the keys at once, and again when the window comes to the front.
function takeKeys() {
  document.querySelector(".xterm-helper-textarea")?.focus();
}
window.addEventListener("load", takeKeys);
window.addEventListener("focus", takeKeys);
