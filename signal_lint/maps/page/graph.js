// Nodes and edges of the picture: model -> event (a signal of one sender) -> receiver -> model that it writes.
// Each knows the connections that it stands for (`rows`), and its group, which is an app.
"use strict";

const Graph = (() => {
  const FOLD_ABOVE = 110;
  const ALL = "*";

  function node(nodes, id, made) {
    if (!nodes.has(id)) nodes.set(id, { id, rows: [], ...made });
    return nodes.get(id);
  }

  function modelNode(nodes, name) {
    const model = Project.models.get(name);
    const label = Text.short(Text.lastPart(model.label ?? model.name)) + (model.abstract ? " (abstract)" : "");
    return node(nodes, `model ${name}`, { kind: "model", name, label, group: Project.groupOfModel(model) });
  }

  function eventNode(nodes, row) {
    const made = { kind: "event", name: row.signal, group: row.eventGroup, label: eventLabel(row) };
    return node(nodes, `event ${row.event}`, made);
  }

  function eventLabel(row) {
    const signal = row.knownSignal ? Text.lastPart(row.signal) : row.signal;
    if (row.model) return Text.short(signal);
    const isOwn = row.sender.kind === "any" && !row.signal.startsWith("django.db.models.");
    return isOwn ? Text.short(signal) : `${Text.short(signal)} · ${Text.short(row.sender.text)}`;
  }

  function receiverNode(nodes, row) {
    const name = row.receiverText;
    const label = Text.short(row.receiver.name === null ? name : Text.lastPart(name));
    return node(nodes, `receiver ${row.receiverKey}`, { kind: "receiver", name, label, group: row.app });
  }

  // The whole graph of some connections, nothing folded.
  function of(rows) {
    const nodes = new Map();
    const edges = new Map();
    const link = (id, kind, source, target, row, more) => {
      if (!edges.has(id)) edges.set(id, { id, kind, source: source.id, target: target.id, rows: [], ...more });
      edges.get(id).rows.push(row);
    };
    for (const row of rows) {
      const event = eventNode(nodes, row);
      const receiver = receiverNode(nodes, row);
      const touched = [event, receiver];
      link(`connection ${row.id}`, "connection", event, receiver, row, { state: row.state });
      if (row.model) {
        const model = modelNode(nodes, row.model.name);
        touched.push(model);
        link(`sent ${event.id}`, "sent", model, event, row);
      }
      row.writes.forEach((write, number) => {
        const written = modelNode(nodes, write.model);
        if (!touched.includes(written)) touched.push(written);
        link(`write ${row.id} ${number}`, "write", receiver, written, row, { label: write.verb, write });
      });
      for (const each of touched) each.rows.push(row);
    }
    for (const each of nodes.values()) describe(each);
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
  }

  // The state of a node is that of its connections, where they agree; its findings are the worst of them.
  function describe(each) {
    if (each.kind !== "receiver") return;
    const states = new Set(each.rows.map((row) => row.state));
    each.state = states.size === 1 ? [...states][0] : "mixed";
    each.severity = Project.worst(each.rows.flatMap((row) => row.findings));
    const signs = [...states].map((state) => Project.STATES[state].sign).join("");
    each.label = `${signs} ${each.label}${each.severity ? " ⚠" : ""}`;
  }

  // Which groups are folded: those that somebody folded, and of a large graph all that nobody unfolded, by
  // themselves or with all others.
  function foldedGroups(graph, state) {
    const groups = new Set(graph.nodes.map((each) => each.group));
    const large = graph.nodes.length > FOLD_ABOVE && groups.size > 1;
    const isLeft = (group) => large && !state.open.has(group) && !state.open.has(ALL);
    return new Set([...groups].filter((group) => state.shut.has(group) || isLeft(group)));
  }

  // The graph with one node for each folded group; the edges of what it holds become bundles.
  function fold(graph, folded) {
    const standIn = new Map();
    const nodes = new Map();
    for (const each of graph.nodes) {
      const kept = folded.has(each.group) ? node(nodes, `app ${each.group}`, foldedNode(each.group)) : each;
      nodes.set(kept.id, kept);
      standIn.set(each.id, kept);
      if (kept !== each) kept.holds.push(each);
    }
    for (const each of nodes.values()) if (each.kind === "app") describeFolded(each);
    const edges = new Map();
    for (const edge of graph.edges) bundle(edges, edge, standIn.get(edge.source), standIn.get(edge.target));
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
  }

  function foldedNode(group) {
    return { kind: "app", name: group, group, holds: [] };
  }

  function describeFolded(each) {
    const rows = new Set(each.holds.flatMap((held) => (held.kind === "receiver" ? held.rows : [])));
    const all = new Set(each.holds.flatMap((held) => held.rows));
    each.rows = [...all];
    each.connections = rows.size;
    each.severity = Project.worst([...rows].flatMap((row) => row.findings));
    const kinds = ["model", "event", "receiver"].map((kind) => [kind, each.holds.filter((held) => held.kind === kind)]);
    const parts = kinds.filter(([, held]) => held.length).map(([kind, held]) => Text.count(held.length, words[kind]));
    each.label = `${Text.short(each.name)}${each.severity ? " ⚠" : ""}\n${parts.join(" · ")}`;
  }

  const words = { model: "model", event: "signal", receiver: "receiver" };

  function bundle(edges, edge, source, target) {
    if (source === target && source.kind === "app") return;
    if (source.id === edge.source && target.id === edge.target) {
      edges.set(edge.id, edge);
      return;
    }
    const id = `bundle ${JSON.stringify([source.id, target.id])}`;
    if (!edges.has(id)) {
      edges.set(id, { id, kind: "bundle", source: source.id, target: target.id, rows: [], states: new Set() });
    }
    const made = edges.get(id);
    made.rows = [...new Set([...made.rows, ...edge.rows])];
    if (edge.state) made.states.add(edge.state);
    made.state = made.states.size === 1 ? [...made.states][0] : "mixed";
    made.label = made.rows.length > 1 ? String(made.rows.length) : "";
  }

  return { of, fold, foldedGroups, ALL };
})();
