// What the app says, in the language of its person (the house's catalogue for scripts).

export function gettext(text) {
  return window.gettext ? window.gettext(text) : text;
}

export function interpolate(text, values) {
  return text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
}

export function sizeWords(bytes) {
  const megabytes = bytes / (1024 * 1024);
  return `${megabytes.toFixed(1).replace(".", ",")} MB`;
}
