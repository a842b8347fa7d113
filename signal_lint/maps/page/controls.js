// The filters above the picture, and the legend, which is made of the same signs.
"use strict";

const Controls = (() => {
  const { element, count } = Text;
  const control = (id) => document.getElementById(id);

  function tally(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([one], [other]) => one.localeCompare(other));
  }

  function option(value, text) {
    return element("option", { value }, Text.shown(text));
  }

  function fill(id, fixed, values, text = (value) => value) {
    const options = tally(values).map(([value, number]) => option(value, `${text(value)} (${number})`));
    control(id).append(...fixed.map(([value, title]) => option(value, title)), ...options);
  }

  function line(state) {
    return element("span", { class: `line ${state}`, "aria-hidden": "true" });
  }

  function chip(key, text, number) {
    const box = element("input", { type: "checkbox", name: "state", value: key, checked: true });
    const sample = key in Project.STATES ? line(key) : "";
    return element("label", { class: `chip ${key}` }, box, sample, `${text} `, element("small", {}, String(number)));
  }

  function begin() {
    const rows = Project.connections;
    fill("app", [["", "all"]], rows.map((row) => row.app));
    fill("signal", [["", "all"]], rows.filter((row) => row.knownSignal).map((row) => row.signal), Text.lastPart);
    const found = rows.flatMap((row) => [...new Set(row.findings.flatMap((each) => [each.severity, each.code]))]);
    fill("findings", [["", "all"], ["any", "with any"], ["none", "without"]], found);
    for (const [state, { word, sign }] of Object.entries(Project.STATES)) {
      const number = rows.filter((row) => row.state === state).length;
      if (number) control("states").append(chip(state, `${sign} ${word}`, number));
    }
    const tests = rows.filter((row) => row.test).length;
    if (tests) control("states").append(chip("test", "in tests", tests));
    describe(rows);
  }

  function describe(rows) {
    control("project").textContent = Text.shown(Project.name);
    document.title = `${Text.shown(Project.name)}: map of signals`;
    const found = Project.findings.length + new Set(rows.flatMap((row) =>
      row.findings.map((each) => each.fingerprint))).size;
    const apps = new Set(rows.map((row) => row.app)).size;
    control("totals").textContent = [
      count(rows.length, "connection"), count(new Set(rows.map((row) => row.signal)).size, "signal"),
      count(new Set(rows.flatMap((row) => row.model ?? [])).size, "model"), count(apps, "app"), count(found, "finding"),
    ].join(" · ");
  }

  function put(state) {
    control("search").value = state.q;
    for (const id of ["app", "signal", "findings"]) control(id).value = state[id];
    for (const box of control("states").querySelectorAll("input")) box.checked = !state.hidden.has(box.value);
  }

  function take(state) {
    state.q = control("search").value;
    for (const id of ["app", "signal", "findings"]) state[id] = control(id).value;
    const boxes = [...control("states").querySelectorAll("input")];
    state.hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  }

  function legend() {
    const states = Object.entries(Project.STATES).map(([state, { word, sign }]) =>
      element("li", {}, line(state), ` ${sign} ${word}`));
    const shapes = [["model", "a model"], ["event", "a signal, of one sender"], ["receiver", "a receiver"], ["app", "a folded app"]]
      .map(([kind, text]) => element("li", {}, element("span", { class: `shape ${kind}` }), ` ${text}`));
    const keys = [
      ["/", "search"], ["m", "what happens when a model is saved"], ["↑ ↓ ← →", "go from node to node"],
      ["Enter", "unfold or fold an app, follow a model"], ["+ - 0", "zoom in, out, to everything"],
      ["t", "light or dark"], ["?", "this help"], ["Esc", "back"],
    ].map(([key, text]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, text)]);
    return [element("h2", {}, "Signs"), element("ul", { class: "plain" }, ...shapes, ...states,
      Project.areWritesKnown ? element("li", {}, element("span", { class: "line write" }), " ◆ a receiver writes a model") : "",
      element("li", {}, "⚠ and a coloured rim: there are findings")),
    element("section", { class: "keys" }, element("h2", {}, "Keys"), element("dl", {}, ...keys.flat()))];
  }

  return { begin, put, take, legend };
})();
