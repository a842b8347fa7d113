// The document of the page, with what each connection is for the picture, the table and the search.
"use strict";

const Project = (() => {
  const source = JSON.parse(document.getElementById("document").textContent);

  // How a connection fares: its word, its sign, and the name of its colour.
  const STATES = {
    startup: { word: "at start-up", sign: "●" },
    late: { word: "late", sign: "◐" },
    never: { word: "never loaded", sign: "○" },
    unknown: { word: "not known", sign: "?" },
    lost: { word: "lost", sign: "✕" },
  };
  const SEVERITIES = ["error", "warning", "info"];
  const NO_APP = "in no installed app";

  const models = new Map(source.models.map((model) => [model.name, model]));
  const signals = new Map(source.signals.map((signal) => [signal.name, signal]));

  // What has no app is shown under the package that it comes from.
  function package_(name) {
    return name.split(".", 1)[0];
  }

  function groupOfModel(model) {
    return model.app ?? package_(model.label?.includes(".") ? model.label : model.name);
  }

  function senderText(row) {
    if (row.sender.kind === "any") return "any sender";
    if (row.sender.kind === "instance") return `${row.arguments.sender} (an instance)`;
    return row.sender.label ?? row.sender.name ?? `${row.arguments.sender ?? ""} (not resolved)`;
  }

  function worst(findings) {
    return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? "";
  }

  function groupOfEvent(row, model) {
    if (model) return groupOfModel(model);
    if (row.signal === null) return row.app ?? NO_APP;
    return signals.get(row.signal).app ?? package_(row.signal);
  }

  function receiverKey(row, id) {
    const { name, path, line } = row.receiver;
    return name === null && path === null ? `connection ${id}` : JSON.stringify([name, path, line]);
  }

  // What a search looks at, as the page shows it.
  function searched(row, sender) {
    const { receiver, arguments: given } = row;
    const texts = [
      row.app, row.signal, given.signal, sender, row.sender.name, given.sender, receiver.name, given.receiver,
      receiver.path, row.path, row.reason, row.dispatch_uid, row.lost?.kind,
      ...row.findings.flatMap((finding) => [finding.code, finding.message]),
      ...row.writes.flatMap((write) => [write.label ?? write.model, ...write.when]),
    ];
    return texts.filter(Boolean).map(Text.shown).join("\n").toLowerCase();
  }

  function described(row, id) {
    const sender = senderText(row);
    // Only a class sends: a sender that is an instance of a model never matches.
    const model = row.sender.kind === "instance" ? null : (models.get(row.sender.name) ?? null);
    const signal = row.signal ?? `${row.arguments.signal} (not resolved)`;
    return {
      ...row, id, model, signal, sender: { ...row.sender, text: sender },
      knownSignal: row.signal !== null,
      app: row.app ?? NO_APP,
      state: row.lost ? "lost" : row.loaded,
      severity: worst(row.findings),
      event: JSON.stringify([signal, sender]),
      eventGroup: groupOfEvent(row, model),
      receiverKey: receiverKey(row, id),
      receiverText: row.receiver.name ?? row.arguments.receiver,
      searched: searched(row, sender),
    };
  }

  return {
    name: source.root.split("/").filter(Boolean).pop() ?? source.root,
    root: source.root,
    connections: source.connections.map(described),
    findings: source.findings,
    notFollowed: source.not_followed,
    areWritesKnown: source.connections.some((row) => row.writes.length > 0),
    models, signals, groupOfModel, worst, STATES, SEVERITIES,
  };
})();
