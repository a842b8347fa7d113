// The table of all connections: the same that the picture shows, for readers that have no use for a picture.
"use strict";

const Table = (() => {
  const { element, name, place, lastPart } = Text;
  const section = document.getElementById("connections");
  const [head, body] = [section.querySelector("thead tr"), section.querySelector("tbody")];
  const ORDER = Object.keys(Project.STATES);
  const WEIGHT = { error: "0", warning: "1", info: "2", "": "3" };

  // Of each column its title, the text that it is sorted by, and what stands in it.
  const COLUMNS = {
    app: ["App", (row) => row.app, (row) => [name(row.app)]],
    signal: ["Signal", (row) => lastPart(row.signal), (row) => [titled(lastPart(row.signal), row.signal)]],
    sender: ["Sender", (row) => row.sender.text, (row) => [name(row.sender.text)]],
    receiver: ["Receiver", (row) => lastPart(row.receiverText), receiverCell],
    state: ["Loaded", (row) => String(ORDER.indexOf(row.state)), stateCell],
    findings: ["Findings", (row) => WEIGHT[row.severity], findingsCell],
    place: ["Place", placeKey, (row) => [name(place(row.path, row.line))]],
  };

  function titled(text, title) {
    return name(text, "code", Text.shown(title));
  }

  function receiverCell(row) {
    const act = (event) => {
      event.stopPropagation();
      chosen(row);
    };
    const text = row.receiver.name === null ? row.receiverText : lastPart(row.receiverText);
    return [element("button", { type: "button", class: "link", onclick: act }, titled(text, row.receiverText))];
  }

  function stateCell(row) {
    return [Details.badge(row.state), row.test ? element("span", { class: "badge" }, "test") : ""];
  }

  function findingsCell(row) {
    return row.findings.map((each) => element("span", { class: `code ${each.severity}`, title: Text.shown(each.message) }, each.code));
  }

  function placeKey(row) {
    return `${row.path}:${String(row.line).padStart(7, "0")}`;
  }

  let chosen = () => {};

  function begin(sorted, choose) {
    chosen = choose;
    for (const [key, [title]] of Object.entries(COLUMNS)) {
      const button = element("button", { type: "button", onclick: () => sorted(key) }, title);
      head.append(element("th", { scope: "col", "data-key": key }, button));
    }
  }

  function inOrder(rows, sort) {
    const [, key, downwards] = /^(.*?)(-?)$/.exec(sort);
    const text = (COLUMNS[key] ?? COLUMNS.place)[1];
    const keyed = rows.map((row) => [text(row), row]);
    keyed.sort(([one], [other]) => (one < other ? -1 : Number(one > other)) * (downwards ? -1 : 1));
    return keyed.map(([, row]) => row);
  }

  function line(row) {
    const cells = Object.entries(COLUMNS).map(([key, [, , contents]]) =>
      element("td", { class: key }, ...contents(row)));
    return element("tr", { "data-id": String(row.id), onclick: () => chosen(row) }, ...cells);
  }

  function draw(rows, sort) {
    for (const cell of head.children) {
      const [up, down] = [cell.dataset.key, `${cell.dataset.key}-`];
      cell.setAttribute("aria-sort", sort === up ? "ascending" : sort === down ? "descending" : "none");
    }
    body.replaceChildren(...inOrder(rows, sort).map(line));
    document.getElementById("listed").textContent = `${rows.length} of ${Project.connections.length}`;
  }

  function mark(rows) {
    const ids = new Set(rows.map((row) => String(row.id)));
    for (const each of body.children) each.classList.toggle("chosen", ids.has(each.dataset.id));
    // Only within the table: the page itself stays where it is.
    const first = body.querySelector(".chosen");
    if (!first || section.scrollHeight <= section.clientHeight) return;
    const [top, bottom] = [first.offsetTop - head.offsetHeight, first.offsetTop + first.offsetHeight];
    if (top < section.scrollTop || bottom > section.scrollTop + section.clientHeight) section.scrollTop = top;
  }

  function unfollowed(each) {
    return element("li", {}, name(each.text), " ", element("span", { class: "place" }, name(place(each.path, each.line))),
      " ", name(each.reason, "span"));
  }

  function listed(title, items) {
    if (!items.length) return;
    document.getElementById("others").append(element("h2", {}, title), element("ul", { class: "plain" }, ...items));
  }

  // The findings that concern no connection on the page, and what is none although it is written like one.
  function others() {
    const { findings, notFollowed } = Project;
    listed(`${Text.count(findings.length, "finding")} on no connection of this page`, findings.map(Details.finding));
    listed(`${Text.count(notFollowed.length, "place")} not followed`, notFollowed.map(unfollowed));
  }

  return { begin, draw, mark, others };
})();
