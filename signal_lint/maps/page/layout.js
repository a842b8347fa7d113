// Where the nodes of the picture stand. Dagre lays out what hangs together, from left to right; the pieces are
// put on shelves inside their app, and the apps on shelves in turn. The same graph always looks the same.
"use strict";

const Layout = (() => {
  const GAP = 22;
  const APART = 30;
  const BETWEEN = 70;
  const PADDING = 16;
  const TITLE = 26;

  function pieces(nodes, edges) {
    const parent = new Map(nodes.map((node) => [node.id, node.id]));
    const root = (id) => {
      while (parent.get(id) !== id) id = parent.get(id);
      return id;
    };
    for (const edge of edges) parent.set(root(edge.source), root(edge.target));
    const found = new Map();
    for (const node of nodes) {
      const id = root(node.id);
      if (!found.has(id)) found.set(id, { nodes: [], edges: [] });
      found.get(id).nodes.push(node);
    }
    for (const edge of edges) found.get(root(edge.source)).edges.push(edge);
    return [...found.values()];
  }

  // Lay out one piece; return the box around it, with the centre of each node relative to its corner.
  function layered({ nodes, edges }, apart, flowing = false) {
    const graph = new dagre.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "LR", nodesep: 9, edgesep: 4, ranksep: apart });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const node of nodes) graph.setNode(node.id, { width: node.width, height: node.height });
    for (const edge of edges) {
      // What leads back must not draw apart what it connects.
      if (edge.source === edge.target || edge.back) continue;
      const room = flowing && edge.label ? { width: edge.label.length * 6 + 14, height: 12, labelpos: "c" } : {};
      graph.setEdge(edge.source, edge.target, room, edge.id);
    }
    // A chain keeps the order of its receivers, from top to bottom.
    dagre.layout(graph, { disableOptimalOrderHeuristic: flowing });
    const box = { spots: new Map(), width: graph.graph().width, height: graph.graph().height };
    for (const node of nodes) {
      const { x, y } = graph.node(node.id);
      box.spots.set(node.id, { x, y });
    }
    return box;
  }

  // Put boxes on shelves, the highest first, so that all together are about as wide as the aspect wants.
  function shelved(boxes, aspect, gap) {
    const area = boxes.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
    const limit = Math.max(widest(boxes), Math.sqrt(area * aspect) * 1.08);
    const whole = { spots: new Map(), width: 0, height: 0 };
    let [x, y, shelf] = [0, 0, 0];
    for (const box of [...boxes].sort((one, other) => other.height - one.height)) {
      if (x > 0 && x + box.width > limit) [x, y, shelf] = [0, y + shelf + gap, 0];
      for (const [id, spot] of box.spots) whole.spots.set(id, { x: x + spot.x, y: y + spot.y });
      shelf = Math.max(shelf, box.height);
      x += box.width + gap;
      whole.width = Math.max(whole.width, x - gap);
      whole.height = Math.max(whole.height, y + shelf);
    }
    return whole;
  }

  function framed(box) {
    const spots = new Map([...box.spots].map(([id, { x, y }]) => [id, { x: x + PADDING, y: y + PADDING + TITLE }]));
    return { spots, width: box.width + 2 * PADDING, height: box.height + 2 * PADDING + TITLE };
  }

  // Put the boxes of one piece in columns, as Dagre ranks them; a column that grows too high is broken. Apps in a
  // circle have so many ranks that they fill the columns regardless of them, if that shows all much larger.
  function columned(piece, aspect) {
    const ranks = ranked(piece);
    const boxes = ranks.flat();
    const area = boxes.reduce((sum, box) => sum + (box.width + BETWEEN) * (box.height + APART), 0);
    const limits = [1, 1.3, 1.7, 2.2].map((factor) =>
      Math.max(factor * Math.sqrt(area / aspect), ...boxes.map((box) => box.height)));
    const best = (choices) => choices.map(stacked).reduce((one, other) =>
      (size(one, aspect) <= size(other, aspect) ? one : other));
    const kept = best(limits.map((limit) => ranks.flatMap((rank) => broken(rank, limit))));
    const filled = best(limits.map((limit) => broken(boxes, limit)));
    return size(kept, aspect) <= 1.35 * size(filled, aspect) ? kept : filled;
  }

  // How far off one has to be to see all of a box.
  function size(box, aspect) {
    return Math.max(box.width / aspect, box.height);
  }

  function ranked({ nodes: boxes, edges }) {
    const pairs = new Map(edges.map((edge) => [JSON.stringify([edge.source, edge.target]), edge]));
    const { spots } = layered({ nodes: boxes, edges: [...pairs.values()] }, BETWEEN);
    const ranks = Map.groupBy(boxes, (box) => Math.round(spots.get(box.id).x));
    const order = [...ranks.keys()].sort((one, other) => one - other);
    return order.map((x) => ranks.get(x).sort((one, other) => spots.get(one.id).y - spots.get(other.id).y));
  }

  function widest(boxes) {
    return Math.max(...boxes.map((box) => box.width));
  }

  function broken(members, limit) {
    const high = members.reduce((sum, box) => sum + box.height + APART, -APART);
    const columns = [[]];
    const share = high / Math.ceil(high / limit);
    let filled = 0;
    for (const box of members) {
      if (filled > 0 && filled + box.height / 2 > share) {
        columns.push([]);
        filled = 0;
      }
      columns.at(-1).push(box);
      filled += box.height + APART;
    }
    return columns;
  }

  function stacked(columns) {
    const heights = columns.map((column) => column.reduce((sum, box) => sum + box.height + APART, -APART));
    const whole = { spots: new Map(), width: -BETWEEN, height: Math.max(...heights) };
    columns.forEach((column, number) => {
      const x = whole.width + BETWEEN;
      const width = widest(column);
      let y = (whole.height - heights[number]) / 2;
      for (const box of column) {
        const indent = (width - box.width) / 2;
        for (const [id, spot] of box.spots) whole.spots.set(id, { x: x + indent + spot.x, y: y + spot.y });
        y += box.height + APART;
      }
      whole.width = x + width;
    });
    return whole;
  }

  // The centre of each node by its id; nodes have a width, a height and a group.
  function grouped({ nodes, edges }, aspect) {
    const group = new Map(nodes.map((node) => [node.id, node.group]));
    const boxes = [...Map.groupBy(nodes, (node) => node.group)].map(([name, members]) => {
      const inner = edges.filter((edge) => group.get(edge.source) === name && group.get(edge.target) === name);
      const box = shelved(pieces(members, inner).map((piece) => layered(piece, 44)), 1.2, GAP);
      return { id: name, ...(members[0].kind === "app" ? box : framed(box)) };
    });
    if (!boxes.length) return new Map();
    const outer = edges.map((edge) => ({ id: edge.id, source: group.get(edge.source), target: group.get(edge.target) }));
    return shelved(pieces(boxes, outer).map((piece) => columned(piece, aspect)), aspect, APART).spots;
  }

  function flowing(graph, aspect) {
    return shelved(pieces(graph.nodes, graph.edges).map((piece) => layered(piece, 46, true)), aspect, GAP).spots;
  }

  return { grouped, flowing, PADDING };
})();
