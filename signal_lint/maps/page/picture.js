// The picture: the graph as Cytoscape draws it, what is chosen in it, and the keys that go through it.
"use strict";

const Picture = (() => {
  const container = document.getElementById("graph");
  const MOST_ZOOM = 1.25;
  const READABLE = 0.75;
  const LEGIBLE = 0.5;
  const CROWDED = 150;
  const MARGIN = 30;
  const picture = cytoscape({
    container, elements: [], style: [], layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3,
    boxSelectionEnabled: false, autounselectify: true, autoungrabify: true,
  });
  let drawn = { nodes: [], edges: [] };

  function aspect() {
    return Math.max(0.4, container.clientWidth / Math.max(1, container.clientHeight));
  }

  function nodeElement(node, spot, parent) {
    const { id, kind, label, width, height, state = "", severity = "" } = node;
    return { group: "nodes", data: { id, kind, label, width, height, state, severity, parent }, position: spot };
  }

  function edgeElement(edge, groups, isCrowded) {
    const { id, kind, source, target, state = "", label = "", again = false } = edge;
    const data = { id, kind, source, target, state, label, again };
    data.inner = kind !== "write" && kind !== "bundle" && groups.get(source) === groups.get(target);
    data.certain = edge.write?.certain ?? true;
    data.idle = !edge.rows.some(Chain.runs);
    data.thickness = 1.5 + Math.log2(edge.rows.length);
    data.opacity = isCrowded ? 0.3 : 0.8;
    return { group: "edges", data };
  }

  // Draw a graph; `flowing` is one without groups.
  function draw(graph, flowing) {
    graph.nodes.forEach(Look.measure);
    const spots = flowing ? Layout.flowing(graph, aspect()) : Layout.grouped(graph, aspect());
    const groups = new Map(graph.nodes.map((node) => [node.id, flowing ? "" : node.group]));
    const held = flowing ? [] : graph.nodes.filter((node) => node.kind !== "app");
    const parents = [...new Set(held.map((node) => node.group))].map((name) => ({
      id: `group ${name}`, kind: "group", name, group: name, label: Text.short(name),
      rows: [...new Set(held.filter((node) => node.group === name).flatMap((node) => node.rows))],
    }));
    const inside = new Set(held);
    drawn = { nodes: [...parents, ...graph.nodes], edges: graph.edges };
    picture.batch(() => {
      picture.elements().remove();
      picture.add([
        ...parents.map((parent) => nodeElement(parent)),
        ...graph.nodes.map((node) =>
          nodeElement(node, spots.get(node.id), inside.has(node) ? `group ${node.group}` : undefined)),
        ...graph.edges.map((edge) => edgeElement(edge, groups, graph.edges.length > CROWDED)),
      ]);
    });
    everything();
    if (flowing && picture.zoom() < READABLE) fromTheStart();
  }

  function fromTheStart() {
    picture.zoom(READABLE);
    const { x1, y1, h } = picture.elements().renderedBoundingBox();
    picture.panBy({ x: MARGIN - x1, y: Math.max(MARGIN, (container.clientHeight - h) / 2) - y1 });
  }

  function everything() {
    picture.resize();
    if (picture.elements().empty()) return;
    picture.fit(undefined, MARGIN);
    if (picture.zoom() > MOST_ZOOM) {
      picture.zoom(MOST_ZOOM);
      picture.center();
    }
  }

  // Bring a group to the middle, as large as it can be read at once.
  function approach(id) {
    const group = picture.getElementById(id);
    if (group.empty()) return;
    picture.fit(group, MARGIN);
    picture.zoom(Math.min(picture.zoom(), 1));
    picture.center(group);
  }

  function zoom(factor) {
    const middle = { x: container.clientWidth / 2, y: container.clientHeight / 2 };
    picture.zoom({ level: picture.zoom() * factor, renderedPosition: middle });
  }

  function recolour() {
    picture.style(Look.sheet());
  }

  // All of the picture, drawn at once on a canvas of its own: a printer does not wait for the next frame.
  function paper() {
    const whole = picture.renderer().bufferCanvasImage({ full: true, maxWidth: 2000, maxHeight: 2000, bg: "white" });
    // A copy is printed as an image; the original, as the thousands of strokes that it is made of.
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: whole.width, height: whole.height });
    copy.getContext("2d").drawImage(whole, 0, 0);
    return copy;
  }

  // Of a chosen element show what it is connected with, and let all else fade.
  function choose(id, rows) {
    const wanted = new Set(rows);
    const near = new Set([...drawn.nodes, ...drawn.edges]
      .filter((each) => each.rows.some((row) => wanted.has(row))).map((each) => each.id));
    picture.batch(() => {
      picture.elements().removeClass("faded chosen");
      if (!near.size) return;
      picture.elements().filter((each) => !near.has(each.id()) && !holdsNear(each, near)).addClass("faded");
      picture.getElementById(id).addClass("chosen");
    });
  }

  // A group that fades would take its nodes along.
  function holdsNear(each, near) {
    return each.isParent() && each.children().some((child) => near.has(child.id()));
  }

  // Bring what was chosen elsewhere into view, large enough to be read.
  function show(id) {
    const element = picture.getElementById(id);
    if (element.empty() || (inView(element) && picture.zoom() >= LEGIBLE)) return;
    picture.zoom(Math.max(picture.zoom(), LEGIBLE));
    picture.center(element);
  }

  function inView(element) {
    const seen = picture.extent();
    const box = element.boundingBox();
    return box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2;
  }

  function find(id) {
    return drawn.nodes.find((node) => node.id === id) ?? drawn.edges.find((edge) => edge.id === id) ?? null;
  }

  // The node that is nearest in a direction, and not far off it.
  function next(id, [right, down]) {
    const nodes = picture.nodes().filter((node) => !node.isParent());
    const from = picture.getElementById(id);
    if (from.empty() || !from.isNode()) return nodes.empty() ? null : nodes[0].id();
    const start = from.position();
    let best = null;
    let least = Infinity;
    nodes.forEach((node) => {
      const { x, y } = node.position();
      const along = (x - start.x) * right + (y - start.y) * down;
      const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right);
      const cost = along + 2 * aside;
      if (along > 4 && cost < least) [best, least] = [node.id(), cost];
    });
    return best;
  }

  function on(chosen, opened) {
    picture.on("tap", (event) => chosen(event.target === picture ? "" : event.target.id()));
    picture.on("dbltap", "node", (event) => opened(event.target.id()));
    picture.on("mouseover", "node, edge", () => container.classList.add("over"));
    picture.on("mouseout", "node, edge", () => container.classList.remove("over"));
  }

  // How many elements there are of each kind, and where one of them is on the page.
  function counts() {
    return Object.fromEntries([...Map.groupBy([...drawn.nodes, ...drawn.edges], (each) => each.kind)]
      .map(([kind, members]) => [kind, members.length]));
  }

  function spot(id) {
    const { x, y } = picture.getElementById(id).renderedPosition();
    const corner = container.getBoundingClientRect();
    return { x: corner.x + x, y: corner.y + y };
  }

  return { draw, everything, approach, zoom, recolour, paper, choose, show, find, next, on, counts, spot };
})();
