// "What happens when an Order is saved": the chain of one operation, as a picture and as a list.
"use strict";

const Focus = (() => {
  const { element, name, count, lastPart } = Text;
  const dialog = document.getElementById("picker");
  const list = document.getElementById("models");
  const wanted = document.getElementById("wanted");

  // The nodes and edges of a chain; what closes a cycle is marked.
  function graph(step) {
    const nodes = new Map();
    const edges = new Map();
    grow(step, nodes, edges);
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
  }

  function put(map, id, made, row) {
    if (!map.has(id)) map.set(id, { id, rows: [], ...made });
    const each = map.get(id);
    if (row && !each.rows.includes(row)) each.rows.push(row);
    return each;
  }

  function modelNode(nodes, step) {
    const label = `${Text.short(Chain.title(step.name))}\n${Chain.done(step.verb)}`;
    return put(nodes, `model ${step.verb} ${step.name}`, { kind: "model", name: step.name, label });
  }

  function grow(step, nodes, edges) {
    const model = modelNode(nodes, step);
    for (const { signal, receivers } of step.signals) {
      for (const one of receivers) {
        const { row } = one;
        const event = put(nodes, `event ${signal} ${model.id}`, { kind: "event", name: row.signal, label: signal }, row);
        put(edges, `sent ${event.id}`, { kind: "sent", source: model.id, target: event.id }, row);
        put(nodes, model.id, {}, row);
        const receiver = receiverNode(nodes, row, event);
        const label = one.perhaps ? "perhaps" : "";
        const ends = { source: event.id, target: receiver.id };
        put(edges, `connection ${row.id} ${event.id}`, { kind: "connection", ...ends, state: row.state, label }, row);
        one.writes.forEach((each, number) => growWrite(each, `${receiver.id} ${row.id} ${number}`, receiver, { nodes, edges, row }));
      }
    }
  }

  function growWrite({ write, next }, key, receiver, { nodes, edges, row }) {
    const written = modelNode(nodes, next);
    const ends = { source: receiver.id, target: written.id };
    put(edges, `write ${key}`, { kind: "write", ...ends, label: writeLabel(write, next), write, again: next.again, back: next.told }, row);
    grow(next, nodes, edges);
  }

  function writeLabel(write, next) {
    return `${next.again ? "↺ " : ""}${write.certain ? "" : "perhaps "}${write.verb}${write.when.length ? " if …" : ""}`;
  }

  // A receiver of several signals stands behind each of them, so that the chain reads from left to right.
  function receiverNode(nodes, row, event) {
    const text = row.receiver.name === null ? row.receiverText : lastPart(row.receiverText);
    const label = `${Project.STATES[row.state].sign} ${Text.short(text)}${row.severity ? " ⚠" : ""}\n${Text.short(row.app)}`;
    const made = { kind: "receiver", name: row.receiverText, label, state: row.state, severity: row.severity };
    return put(nodes, `receiver ${row.receiverKey} ${event.id}`, made, row);
  }

  function told(step) {
    const title = element("strong", {}, name(Chain.title(step.name), "span"), ` ${Chain.done(step.verb)}`);
    if (step.again) return [title, element("span", { class: "again" }, " ↺ a cycle: back to the top of it")];
    if (step.told) return [title, " (told above)"];
    if (!(step.verb in Chain.SENT)) return [title, ": what that sends is not known here"];
    if (!Chain.SENT[step.verb].length) return [title, ": sends no signal that a row is stored"];
    const heard = step.signals.filter(({ receivers }) => receivers.length);
    if (!heard.length) return [title, ": no receiver is known"];
    return [title, element("ol", {}, ...heard.map(({ signal, receivers }) => element("li", {},
      name(signal), element("ol", {}, ...receivers.map(receiver)))))];
  }

  function receiver({ row, perhaps, writes }) {
    const does = writes.map(({ write, next }) => element("li", {}, write.certain ? "" : "perhaps ",
      ...write.when.flatMap((text) => ["when ", name(text), " "]), ...told(next)));
    return element("li", { class: Chain.runs(row) ? "runs" : "idle" },
      Details.badge(row.state), " ", name(lastPart(row.receiverText)), perhaps ? " (perhaps: its sender is not known)" : "",
      element("div", { class: "place" }, name(Text.place(row.receiver.path ?? row.path, row.receiver.line ?? row.line))),
      does.length ? element("ul", {}, ...does) : "");
  }

  // What the chain can't tell.
  function unknown(step) {
    const unresolved = Project.connections.filter((row) => !row.knownSignal).length;
    return [
      step.verb === "delete" && " Rows that are deleted along with it are not followed.",
      !Project.areWritesKnown && " What receivers write is not known here.",
      unresolved && ` ${count(unresolved, "connection")} of a signal that is not known may be called as well.`,
    ].filter(Boolean);
  }

  function tell(step) {
    Details.replace(
      Details.heading("What happens when", `${Chain.title(step.name)} is ${Chain.done(step.verb)}`),
      element("p", {}, `Django sends ${Chain.SENT[step.verb].join(", ")}. Receivers are in the order of their places; `,
        "Django calls them in the order in which they were connected. What is not loaded, lost or in a test is not followed.",
        ...unknown(step)),
      element("div", { class: "chain" }, ...told(step)));
  }

  function offer(asked) {
    const text = wanted.value.toLowerCase();
    const found = Chain.models().filter((model) => `${model.label}\n${model.name}`.toLowerCase().includes(text));
    list.replaceChildren(...found.map((model) => {
      const number = Project.connections.filter((row) => row.model === model).length;
      const act = () => { dialog.close(); asked(model.name); };
      return element("li", {}, element("button", { type: "button", onclick: act },
        name(Chain.title(model.name), "span"), " ", element("small", {}, count(number, "connection"))));
    }));
    if (!found.length) list.append(element("li", {}, "No model with such a name sends a signal here."));
  }

  function pick(asked) {
    wanted.value = "";
    wanted.oninput = () => offer(asked);
    wanted.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      list.querySelector("button")?.click();
    };
    offer(asked);
    dialog.showModal();
    wanted.focus();
  }

  return { graph, tell, pick };
})();
