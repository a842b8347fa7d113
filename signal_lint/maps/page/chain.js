// What happens when a row of a model is saved, created or deleted: what Django sends, who receives it, and what
// those write in turn. Only what is known is followed; a model that comes again is marked, not followed.
"use strict";

const Chain = (() => {
  const MODEL_SIGNALS = "django.db.models.signals.";
  const STORED = ["pre_save", "post_save"];
  const MADE = ["pre_init", "post_init", ...STORED];
  const RELATED = ["m2m_changed"];
  // What Django sends, in its order; of what makes a row only where there is none, what it then sends.
  const SENT = {
    save: STORED, create: MADE, get_or_create: MADE, update_or_create: MADE, delete: ["pre_delete", "post_delete"],
    add: RELATED, remove: RELATED, set: RELATED, clear: RELATED, update: [], bulk_create: [], bulk_update: [],
  };
  const DONE = {
    save: "saved", create: "created", delete: "deleted", get_or_create: "got or created", update: "updated",
    update_or_create: "updated or created", bulk_create: "created in bulk", bulk_update: "updated in bulk",
  };
  // What can be asked for.
  const ASKED = ["save", "create", "delete"];

  // Whether a connection receives what a model sends: `false`, or how surely it does. An instance is no sender
  // of any signal, whatever it is an instance of.
  function receives(row, name) {
    if (row.sender.kind === "any") return "any";
    if (row.sender.kind === "instance") return false;
    if (row.sender.name === null) return "perhaps";
    return row.sender.name === name && "own";
  }

  function receivers(signal, name) {
    return Project.connections.filter((row) => row.signal === MODEL_SIGNALS + signal && receives(row, name));
  }

  function runs(row) {
    return row.state !== "never" && row.state !== "lost" && !row.test;
  }

  // The steps, as a tree: operation -> signals -> receivers -> operations. What stands above itself is a
  // cycle (`again`), what was followed elsewhere is not followed twice (`told`).
  function operation(name, verb, above = [], followed = new Set()) {
    const key = `${verb} ${name}`;
    const step = { name, verb, again: above.includes(key), told: followed.has(key), signals: [] };
    if (step.told) return step;
    followed.add(key);
    for (const signal of SENT[verb] ?? []) {
      const rows = receivers(signal, name);
      step.signals.push({
        signal, receivers: rows.map((row) => received(row, name, [...above, key], followed)),
      });
    }
    return step;
  }

  function received(row, name, above, followed) {
    const writes = runs(row) ? row.writes : [];
    return {
      row,
      perhaps: receives(row, name) === "perhaps",
      writes: writes.map((write) => ({ write, next: operation(write.model, write.verb, above, followed) })),
    };
  }

  // The models that have rows.
  function models() {
    return [...Project.models.values()].filter((model) => !model.abstract).sort((one, other) => title(one.name).localeCompare(title(other.name)));
  }

  function title(name) {
    return Project.models.get(name)?.label ?? name;
  }

  function done(verb) {
    return DONE[verb] ?? verb;
  }

  return { operation, runs, models, title, done, SENT, ASKED };
})();
