// What holds the page together: one state, and what is drawn of it.
"use strict";

const Page = (() => {
  const control = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let state = Filters.read(location.hash);
  let folded = new Set();

  function visible() {
    return Project.connections.filter((row) => Filters.passes(row, state));
  }

  function isAsked() {
    return Project.models.has(state.model) && Chain.ASKED.includes(state.verb);
  }

  function keep() {
    const text = Filters.written(state);
    history.replaceState(null, "", text ? `#${text}` : "#");
  }

  function draw() {
    keep();
    const rows = visible();
    Table.draw(rows, state.sort);
    control("shown").textContent = `${rows.length} of ${Project.connections.length} shown`;
    control("reset").disabled = !Filters.isFiltered(state);
    control("question").hidden = !isAsked();
    if (isAsked()) drawChain();
    else drawMap(rows);
    mark();
  }

  function drawChain() {
    const step = Chain.operation(state.model, state.verb);
    control("asked").textContent = Text.shown(Chain.title(state.model));
    control("verb").value = state.verb;
    control("nothing").hidden = control("folded").hidden = true;
    Picture.draw(Focus.graph(step), true);
    Focus.tell(step);
  }

  function drawMap(rows) {
    const whole = Graph.of(rows);
    folded = Graph.foldedGroups(whole, state);
    const groups = new Set(whole.nodes.map((node) => node.group));
    control("nothing").hidden = rows.length > 0;
    const held = new Set(whole.nodes.filter((node) => folded.has(node.group) && node.kind === "receiver")
      .flatMap((node) => node.rows));
    control("folded").hidden = folded.size === 0;
    control("folded").firstElementChild.textContent =
      `${folded.size} of ${Text.count(groups.size, "app")} folded, with ${Text.count(held.size, "connection")} inside.`;
    // Last, as what stands above it takes room from the picture.
    Picture.draw(Graph.fold(whole, folded), false);
    welcome();
  }

  function welcome() {
    const hints = ["Choose a node, an edge or a row of the table to see its place, its arguments and its findings.",
      "Enter or a double click unfolds an app, and follows what a model sends."];
    Details.replace(...hints.map((hint) => Text.element("p", { class: "hint" }, hint)), ...Controls.legend());
  }

  function mark() {
    const chosen = Picture.find(state.selected);
    const row = chosenRow();
    const rows = chosen ? chosen.rows : row ? [row] : [];
    Picture.choose(state.selected, rows);
    Table.mark(rows);
    if (chosen) Details.show(chosen, { ask, open: toggle });
    else if (row) Details.show({ kind: "connection", rows: [row] }, {});
  }

  // A row of the table whose edge is folded away is chosen all the same.
  function chosenRow() {
    const id = /^connection (\d+)$/.exec(state.selected)?.[1];
    return id === undefined ? null : (visible().find((row) => row.id === Number(id)) ?? null);
  }

  function choose(id) {
    const left = state.selected !== "" && id === "";
    state.selected = id;
    keep();
    if (left && !isAsked()) welcome();
    if (left && isAsked()) Focus.tell(Chain.operation(state.model, state.verb));
    mark();
  }

  function find(id) {
    choose(id);
    Picture.show(id);
  }

  function ask(model, verb = "save") {
    Object.assign(state, { model, verb, selected: "" });
    draw();
    control("graph").focus({ preventScroll: true });
  }

  function leave() {
    Object.assign(state, { model: "", verb: "save", selected: "" });
    draw();
  }

  // Fold or unfold the group of a node; of a model, ask what it sends.
  function toggle(id) {
    const node = Picture.find(id);
    if (node?.kind === "model" && !Project.models.get(node.name).abstract) ask(node.name);
    else if (node?.kind === "app") refold(node.group, false);
    else if (node?.kind === "group") refold(node.group, true);
  }

  function refold(group, fold) {
    state[fold ? "open" : "shut"].delete(group);
    state[fold ? "shut" : "open"].add(group);
    state.selected = `${fold ? "app" : "group"} ${group}`;
    draw();
    if (!fold) Picture.approach(state.selected);
  }

  function unfold() {
    Object.assign(state, { open: new Set([Graph.ALL]), shut: new Set(), selected: "" });
    draw();
  }

  function paint() {
    if (state.theme) document.documentElement.dataset.theme = state.theme;
    else delete document.documentElement.dataset.theme;
    Picture.recolour();
  }

  // Paper is white, whatever the theme, and shows all of the picture.
  function print() {
    document.documentElement.dataset.theme = "light";
    Picture.recolour();
    control("paper").replaceChildren(Picture.paper());
  }

  function printed() {
    control("paper").replaceChildren();
    paint();
  }

  function turn() {
    const isDark = state.theme ? state.theme === "dark" : dark.matches;
    state.theme = isDark ? "light" : "dark";
    keep();
    paint();
  }

  function help() {
    control("legend").replaceChildren(...Controls.legend());
    control("signs").showModal();
  }

  function pick() {
    Focus.pick((model) => ask(model));
  }

  function back() {
    if (isAsked()) leave();
    else choose("");
  }

  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const KEYS = {
    "/": () => control("search").focus(), m: pick, t: turn, "?": help, Escape: back,
    "+": () => Picture.zoom(1.3), "-": () => Picture.zoom(0.77), 0: () => Picture.everything(),
  };

  function pressed(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const inGraph = event.target === control("graph");
    if (inGraph && event.key in STEPS) find(Picture.next(state.selected, STEPS[event.key]) ?? state.selected);
    else if (inGraph && event.key === "Enter") toggle(state.selected);
    else if (event.key in KEYS) KEYS[event.key]();
    else return;
    event.preventDefault();
  }

  function sort(key) {
    state.sort = state.sort === key ? `${key}-` : key;
    keep();
    Table.draw(visible(), state.sort);
    mark();
  }

  function filtered() {
    Controls.take(state);
    draw();
  }

  function listen() {
    let waiting = 0;
    control("search").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filtered, 150);
    });
    control("filters").addEventListener("change", filtered);
    control("filters").addEventListener("submit", (event) => event.preventDefault());
    control("filters").addEventListener("reset", (event) => {
      event.preventDefault();
      Object.assign(state, { q: "", app: "", signal: "", findings: "", hidden: new Set() });
      Controls.put(state);
      draw();
    });
    for (const [id, act] of Object.entries({ ask: pick, theme: turn, help, leave, unfold })) control(id).addEventListener("click", act);
    control("verb").addEventListener("change", () => ask(state.model, control("verb").value));
    for (const button of control("zoom").children) {
      const factor = Number(button.dataset.zoom);
      button.addEventListener("click", () => (factor ? Picture.zoom(factor) : Picture.everything()));
    }
    Picture.on(choose, toggle);
    document.addEventListener("keydown", pressed);
    addEventListener("hashchange", () => begin(Filters.read(location.hash)));
    addEventListener("resize", () => Picture.everything());
    dark.addEventListener("change", paint);
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
  }

  function begin(read) {
    state = read;
    Controls.put(state);
    paint();
    draw();
  }

  Controls.begin();
  for (const verb of Chain.ASKED) control("verb").append(Text.element("option", { value: verb }, Chain.done(verb)));
  Table.begin(sort, (row) => find(`connection ${row.id}`));
  Table.others();
  listen();
  begin(state);

  function spot(number) {
    return Picture.spot(`receiver ${Project.connections[number].receiverKey}`);
  }

  // What a test of the page asks: how much is drawn, and where on the screen a connection's receiver is.
  return { counts: Picture.counts, spot };
})();
