// The panel beside the picture: all that is known of what is chosen.
"use strict";

const Details = (() => {
  const panel = document.getElementById("details");
  const { element, name, place, count } = Text;

  function badge(state) {
    const { word, sign } = Project.STATES[state];
    return element("span", { class: `badge ${state}` }, `${sign} ${word}`);
  }

  function fact(term, ...contents) {
    const known = contents.filter((content) => content !== null && content !== "");
    return known.length ? [element("dt", {}, term), element("dd", {}, ...known)] : [];
  }

  function finding(each) {
    return element("li", { class: `finding ${each.severity}` },
      element("strong", {}, `${each.code} ${each.severity}`), " ", name(each.message, "span"), " ",
      name(place(each.path, each.line)));
  }

  function findings(list) {
    return list.length ? [element("h3", {}, "Findings"), element("ul", { class: "plain" }, ...list.map(finding))] : [];
  }

  function write(each) {
    const when = each.when.map((text) => element("div", { class: "when" }, "when ", name(text)));
    return element("li", {}, each.certain ? "" : "perhaps ", `${each.verb} `, name(each.label ?? each.model), " ",
      element("span", { class: "place" }, name(place(each.path, each.line))), ...when);
  }

  function writes(row) {
    if (!row.writes.length) return [];
    return [element("h3", {}, "What it writes"), element("ul", {}, ...row.writes.map(write))];
  }

  // The arguments as they are written.
  function given(row) {
    const { sender, dispatch_uid: uid, known_uid: known } = row.arguments;
    const texts = [row.arguments.signal];
    if (sender !== null) texts.push(`sender=${sender}`);
    if (uid !== null) texts.push(`dispatch_uid=${JSON.stringify(uid)}`);
    else if (!known) texts.push("dispatch_uid=(not known)");
    return element("ul", { class: "plain" }, ...texts.map((text) => element("li", {}, name(text))));
  }

  function keywords(row) {
    const accepts = row.receiver.accepts_kwargs;
    if (accepts === null) return "not known";
    return accepts ? "accepted" : "not accepted, which Django demands";
  }

  function held(row) {
    return { true: "weakly", false: "strongly" }[row.weak] ?? "not known";
  }

  function lost(row) {
    if (!row.lost) return "";
    const where = row.lost.path === null ? "" : ` (${place(row.lost.path, row.lost.line)})`;
    return name(`${row.lost.kind}: ${row.lost.reason}${where}`, "span");
  }

  function connection(row) {
    return element("article", {},
      element("h3", {}, badge(row.state), row.test ? element("span", { class: "badge" }, "test") : ""),
      element("dl", {},
        ...fact("Signal", name(row.signal)),
        ...fact("Sender", name(row.sender.text)),
        ...fact("Receiver", name(row.receiverText), row.receiver.path === null ? "" : element("br"),
          row.receiver.path === null ? "" : name(place(row.receiver.path, row.receiver.line))),
        ...fact("Connected in", name(place(row.path, row.line))),
        ...fact("As", `${row.form}${row.certain ? "" : ", under a condition"}, in ${row.scope} scope`),
        ...fact("If", name(row.condition ?? "", "span")),
        ...fact("Arguments", given(row)),
        ...fact("**kwargs", keywords(row)),
        ...fact("Held", held(row)),
        ...fact("Loaded", name(row.reason || Project.STATES[row.loaded].word, "span")),
        ...fact("Lost", lost(row)),
        ...fact("App", name(row.app))),
      ...writes(row), ...findings(row.findings));
  }

  function heading(kind, text, ...more) {
    return element("header", {}, element("p", { class: "kind" }, kind), element("h2", {}, name(text, "span")), ...more);
  }

  function connections(rows) {
    const [first, ...others] = rows;
    if (!others.length) return first ? [connection(first)] : [];
    return rows.map((row) => element("details", rows.length <= 3 ? { open: true } : {},
      element("summary", {}, badge(row.state), " ", name(Text.lastPart(row.signal)), " → ",
        name(Text.lastPart(row.receiverText)), row.severity ? " ⚠" : ""),
      connection(row)));
  }

  function ask(model, verb, asked) {
    return element("button", { type: "button", onclick: () => asked(model, verb) }, `What happens when it is ${Chain.done(verb)}`);
  }

  function model(node, actions) {
    const { label, path, line, abstract } = Project.models.get(node.name);
    const asked = Chain.ASKED.map((verb) => ask(node.name, verb, actions.ask));
    const writers = node.rows.flatMap((row) => row.writes.filter((each) => each.model === node.name));
    return [
      heading("Model", label ?? node.name, element("p", {}, name(node.name), element("br"), name(place(path, line)))),
      element("p", { class: "actions" }, ...(abstract ? ["It is abstract: there are no rows of it."] : asked)),
      ...(writers.length ? [element("h3", {}, "Written by receivers"), element("ul", {}, ...writers.map(write))] : []),
    ];
  }

  function group(node, actions) {
    const isFolded = node.kind === "app";
    const act = () => actions.open(node.id);
    return [
      heading("App", node.name, element("p", {}, count(node.rows.length, "connection"))),
      element("p", { class: "actions" }, element("button", { type: "button", onclick: act }, isFolded ? "Unfold" : "Fold")),
    ];
  }

  function event(node) {
    const known = Project.signals.get(node.name);
    const where = known ? element("p", {}, name(place(known.path, known.line))) : "";
    return [heading("Signal", node.name, element("p", {}, "of ", name(node.rows[0].sender.text)), where)];
  }

  function edgeHeading(edge) {
    const titles = {
      connection: "Connection", sent: "Sent by a model", write: "Written by a receiver", bundle: "Between two apps",
    };
    return [heading(titles[edge.kind], edge.rows[0].receiverText),
      ...(edge.write ? [element("ul", {}, write(edge.write))] : [])];
  }

  function parts(chosen, actions) {
    switch (chosen.kind) {
      case "model": return model(chosen, actions);
      case "event": return event(chosen);
      case "receiver": return [heading("Receiver", chosen.name)];
      case "app":
      case "group": return group(chosen, actions);
      default: return edgeHeading(chosen);
    }
  }

  // Show what is chosen; `actions` are what its buttons do.
  function show(chosen, actions) {
    panel.replaceChildren(...parts(chosen, actions), ...connections(chosen.rows));
    panel.scrollTop = 0;
  }

  function replace(...children) {
    panel.replaceChildren(...children);
    panel.scrollTop = 0;
  }

  return { show, replace, badge, heading, finding };
})();
