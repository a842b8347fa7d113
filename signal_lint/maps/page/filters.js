// What is shown: a state that the address keeps behind its `#`, and which connections pass it.
"use strict";

const Filters = (() => {
  const TEXTS = ["q", "app", "signal", "findings", "model", "verb", "selected", "theme", "sort"];
  const LISTS = ["hidden", "open", "shut"];

  function empty() {
    return {
      q: "", app: "", signal: "", findings: "", model: "", verb: "save", selected: "", theme: "", sort: "place",
      hidden: new Set(), open: new Set(), shut: new Set(),
    };
  }

  function read(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = empty();
    for (const key of TEXTS) if (given.has(key)) state[key] = given.get(key);
    for (const key of LISTS) state[key] = new Set(given.getAll(key));
    return state;
  }

  function written(state) {
    const plain = empty();
    const kept = new URLSearchParams();
    for (const key of TEXTS) if (state[key] !== plain[key]) kept.set(key, state[key]);
    for (const key of LISTS) for (const value of state[key]) kept.append(key, value);
    return kept.toString();
  }

  function hasFinding(row, wanted) {
    if (wanted === "") return true;
    if (wanted === "none") return row.findings.length === 0;
    if (wanted === "any") return row.findings.length > 0;
    return row.findings.some((finding) => finding.severity === wanted || finding.code === wanted);
  }

  function passes(row, state) {
    const words = state.q.toLowerCase().split(/\s+/);
    return (
      (state.app === "" || row.app === state.app) &&
      (state.signal === "" || row.signal === state.signal) &&
      !state.hidden.has(row.state) &&
      !(row.test && state.hidden.has("test")) &&
      hasFinding(row, state.findings) &&
      words.every((word) => row.searched.includes(word))
    );
  }

  function isFiltered(state) {
    return Boolean(state.q || state.app || state.signal || state.findings || state.hidden.size);
  }

  return { empty, read, written, passes, isFiltered };
})();
