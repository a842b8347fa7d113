// Text for people, and the elements that hold it. Nothing of the project ever becomes markup: it is only text.
"use strict";

const Text = (() => {
  // Control and format characters (which may turn the direction of a line), line breaks, half surrogates.
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  const LONGEST = 38;

  function escaped(character) {
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    const code = character.codePointAt(0).toString(16);
    return short ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
  }

  // A text of the project, with what can't be seen written out.
  function shown(text) {
    return String(text).replace(UNSEEN, escaped);
  }

  // The same, no longer than a node can hold: of a long name, both ends tell most.
  function short(text) {
    const characters = [...shown(text)];
    if (characters.length <= LONGEST) return characters.join("");
    return `${characters.slice(0, LONGEST - 13).join("")}…${characters.slice(-12).join("")}`;
  }

  function lastPart(name) {
    return name.slice(name.lastIndexOf(".") + 1);
  }

  function count(number, one, many = `${one}s`) {
    return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  }

  function place(path, line) {
    return path === null ? "outside the project" : `${shown(path)}:${line}`;
  }

  // Make an element; its children are elements, or texts.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // A name of the project, in a direction of its own; a long one may be broken where its parts end.
  function name(text, tag = "code", title = null) {
    const parts = shown(text).split(/(?<=[._/])/);
    return element(tag, { dir: "ltr", title }, ...parts.flatMap((part, number) => (number ? [element("wbr"), part] : [part])));
  }

  return { shown, short, lastPart, count, place, element, name };
})();
