// How nodes and edges look. Colours are those of page.css; states differ by the form of their lines too.
"use strict";

const Look = (() => {
  const FONT = "12px system-ui, sans-serif";
  const STRONG = `600 ${FONT}`;
  const probe = document.createElement("span");
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  // The colour of a property of page.css in the present theme.
  function colour(name) {
    if (!probe.isConnected) document.body.append(probe);
    probe.hidden = true;
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  }

  function width(line, font) {
    const key = font + line;
    if (!widths.has(key)) {
      pen.font = font;
      widths.set(key, pen.measureText(line).width);
    }
    return widths.get(key);
  }

  // Give a node the size of its label.
  function measure(node) {
    const lines = node.label.split("\n");
    const slack = { model: 26, event: 26, receiver: 20, app: 40 }[node.kind];
    node.width = Math.ceil(Math.max(...lines.map((line) => width(line, node.kind === "model" ? STRONG : FONT))) + slack);
    node.height = lines.length * 16 + { model: 16, event: 10, receiver: 12, app: 26 }[node.kind];
  }

  const LINES = {
    startup: { "line-style": "solid", "target-arrow-shape": "triangle" },
    late: { "line-style": "dashed", "line-dash-pattern": [9, 4], "target-arrow-shape": "vee" },
    never: { "line-style": "dashed", "line-dash-pattern": [2, 4], "target-arrow-shape": "tee" },
    unknown: { "line-style": "dashed", "line-dash-pattern": [10, 3, 2, 3], "target-arrow-shape": "circle" },
    lost: { "line-style": "dashed", "line-dash-pattern": [5, 5], "target-arrow-shape": "triangle-cross" },
    mixed: { "line-style": "solid", "target-arrow-shape": "triangle" },
  };
  const BORDERS = {
    startup: "solid", late: "dashed", never: "dotted", unknown: "dashed", lost: "double", mixed: "solid",
  };

  function ofStates() {
    return Object.entries(LINES).flatMap(([state, line]) => [
      { selector: `edge[state = "${state}"]`, style: {
        ...line, "line-color": colour(state), "target-arrow-color": colour(state),
      } },
      { selector: `node[kind = "receiver"][state = "${state}"]`, style: {
        "border-style": BORDERS[state], "border-color": colour(state), "border-width": state === "lost" ? 3 : 1.5,
      } },
    ]);
  }

  function ofNodes() {
    const plain = {
      label: "data(label)", shape: "round-rectangle",
      "font-size": 12, "font-family": "system-ui, sans-serif", "text-valign": "center", "text-halign": "center",
      "text-wrap": "wrap", "text-max-width": 1000, "line-height": 1.3, color: colour("ink"),
      "background-color": colour("paper"), "border-width": 1.5, "border-color": colour("line"),
      "min-zoomed-font-size": 5, "overlay-opacity": 0,
    };
    return [
      { selector: "node", style: plain },
      { selector: "node[width]", style: { width: "data(width)", height: "data(height)" } },
      { selector: "node[kind = 'model']", style: {
        shape: "rectangle", "background-color": colour("model"), color: colour("on-strong"),
        "border-color": colour("model"), "font-weight": 600,
      } },
      { selector: "node[kind = 'event']", style: {
        "corner-radius": 13, "background-color": colour("event"), "border-color": colour("event-line"),
      } },
      { selector: "node[kind = 'app']", style: {
        shape: "cut-rectangle", "background-color": colour("group"), "border-color": colour("group-line"),
      } },
      { selector: "node[kind = 'group']", style: {
        padding: Layout.PADDING, shape: "round-rectangle", "background-color": colour("group"),
        "border-color": colour("group-line"), "text-valign": "top", "text-halign": "center", "text-margin-y": -5,
        "font-weight": 600, color: colour("faint"), "font-size": 13,
      } },
    ];
  }

  function ofEdges() {
    return [
      { selector: "edge", style: {
        width: 1.5, "curve-style": "bezier", "arrow-scale": 0.9, "line-color": colour("line"),
        "target-arrow-color": colour("line"), "font-size": 10, color: colour("faint"), "overlay-opacity": 0,
        "font-family": "system-ui, sans-serif", "text-background-color": colour("back"),
        "text-background-opacity": 1, "text-background-padding": 2, "min-zoomed-font-size": 6,
      } },
      { selector: "edge[?inner]", style: {
        "curve-style": "round-taxi", "taxi-direction": "rightward", "taxi-turn": 20, "taxi-turn-min-distance": 4,
      } },
      { selector: "edge[kind = 'sent']", style: { "target-arrow-shape": "none", width: 2.5, "line-color": colour("event-line") } },
      { selector: "edge[kind = 'write']", style: {
        label: "data(label)", "line-color": colour("write"), "target-arrow-color": colour("write"),
        "target-arrow-shape": "diamond", width: 2, "curve-style": "unbundled-bezier",
      } },
      { selector: "edge[kind = 'write'][!certain]", style: { "line-style": "dashed" } },
      { selector: "edge[kind = 'write'][?idle]", style: { "line-style": "dotted", opacity: 0.55 } },
      { selector: "edge[?again]", style: {
        "line-color": colour("error"), "target-arrow-color": colour("error"), width: 3, "control-point-distances": 110,
      } },
      { selector: "edge[kind = 'bundle']", style: { label: "data(label)", width: "data(thickness)", opacity: "data(opacity)" } },
    ];
  }

  function sheet() {
    const found = ["error", "warning", "info"].map((severity) => ({
      selector: `node[severity = "${severity}"]`,
      style: { "underlay-color": colour(severity), "underlay-opacity": 0.45, "underlay-padding": 4 },
    }));
    return [
      ...ofNodes(), ...ofEdges(), ...ofStates(), ...found,
      { selector: ".faded", style: { opacity: 0.18, "underlay-opacity": 0 } },
      { selector: "node.chosen", style: { "border-width": 4, "border-color": colour("chosen"), "border-style": "solid" } },
      { selector: "edge.chosen", style: { width: 4, "z-index": 9 } },
    ];
  }

  return { sheet, measure };
})();
