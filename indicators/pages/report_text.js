// A report's text with its marks. The words of a report are only ever text content: nothing in them becomes markup.
const SIGNS = { target: "┃", outcome: "●" };
const SHOWN = 60; // characters of marked words that are said back

// A stretch of the text as a node that knows where in the report it stands. What is shown otherwise than it stands there
// (a sign that nobody sees) is one of its own, with both its ends.
function node([words, start, end]) {
  const made = document.createTextNode(words);
  made.paStart = start;
  made.paEnd = end;
  return made;
}

// The offset in the report, in characters as Python counts them, of a place in a node of the text.
function offset(made, at) {
  const before = [...made.data.slice(0, at)].length, all = [...made.data].length;
  if (all === made.paEnd - made.paStart) return made.paStart + before;
  return before ? made.paEnd : made.paStart;
}

// What is marked in the box: the offsets of both ends in the report, and the words; null where nothing is.
function marking(box) {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!range.intersectsNode(box)) return null;
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let start = null, end = null, words = "";
  for (let made = walk.nextNode(); made; made = walk.nextNode()) {
    if (made.paStart === undefined || !range.intersectsNode(made)) continue; // a sign of ours, or outside
    const from = made === range.startContainer ? range.startOffset : 0;
    const to = made === range.endContainer ? range.endOffset : made.length;
    if (to <= from) continue;
    start ??= offset(made, from);
    end = offset(made, to);
    words += made.data.slice(from, to);
  }
  words = words.trim();
  return start !== null && end > start && words ? { place: [start, end], words } : null;
}

// Mark again what was marked before the text was drawn anew.
function select(box, [start, end]) {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), range = document.createRange();
  const at = (made, place) => Math.min(made.length, [...made.data].slice(0, place - made.paStart).join("").length);
  for (let made = walk.nextNode(); made; made = walk.nextNode()) {
    if (made.paStart <= start && start < made.paEnd) range.setStart(made, at(made, start));
    if (made.paStart < end && end <= made.paEnd) range.setEnd(made, at(made, end));
  }
  if (!range.collapsed) document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

// Shift and an arrow mark words from the mark or the line that has the focus, as in a field in which one types.
function extend(box, event) {
  const chosen = document.getSelection(), [way, unit] = {
    ArrowRight: ["forward", event.ctrlKey || event.altKey ? "word" : "character"],
    ArrowLeft: ["backward", event.ctrlKey || event.altKey ? "word" : "character"],
    ArrowDown: ["forward", "line"],
    ArrowUp: ["backward", "line"],
  }[event.key] ?? [];
  if (!event.shiftKey || !way) return;
  event.preventDefault();
  if (!box.contains(chosen.anchorNode) || box.paFresh === event.target) {
    const inside = event.target === box ? firstInSight(box) : event.target;
    const walk = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
    let first = walk.nextNode();
    while (first && first.paStart === undefined) first = walk.nextNode();
    if (!first) return;
    chosen.collapse(first, 0);
  }
  box.paFresh = null;
  chosen.modify("extend", way, unit);
}

// The first piece of the text that is in sight.
function firstInSight(box) {
  const top = box.getBoundingClientRect().top;
  return [...box.querySelectorAll("mark")].find((mark) => mark.getBoundingClientRect().top >= top) ?? box;
}

// What the box does by itself, set up once: `told` has the data and the ways to answer of the last run.
function setUp(root, box, told) {
  const [button, status] = root.querySelectorAll(".pa-report-bar > *");
  let pressed = null; // what was marked when a finger came down, since some browsers forget it then
  const show = () => {
    const found = marking(box), { data } = told;
    button.hidden = !found;
    const words = found && (found.words.length > SHOWN ? found.words.slice(0, SHOWN) + "…" : found.words);
    status.textContent = found ? data.marked.replace("{words}", () => words) : data.hint;
  };
  const add = (found) => {
    if (!found) return;
    told.setTriggerValue("words", found.place);
    document.getSelection().removeAllRanges();
    box.focus({ preventScroll: true });
  };
  const listening = new AbortController(), { signal } = listening;
  button.addEventListener("pointerdown", () => (pressed = marking(box)), { signal });
  button.addEventListener("click", () => (add(marking(box) ?? pressed), (pressed = null)), { signal });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && marking(box)) {
      event.preventDefault();
      event.stopPropagation();
      add(marking(box));
    } else extend(box, event);
  }, { capture: true, signal });
  // What the keyboard comes to is where marking begins; what a mouse marks may be stretched by it.
  box.addEventListener("focusin", (event) => (box.paFresh = event.target), { signal });
  document.addEventListener("pointerup", () => (box.paFresh = null), { signal });
  document.addEventListener("selectionchange", show, { signal });
  return { show, end: () => listening.abort() };
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".pa-report"), box = root.querySelector(".pa-report-text"), at = box.scrollTop;
  const run = Object.assign((root.paTold ??= {}), { data, setTriggerValue }).run = {};
  root.paSetUp ??= setUp(root, box, root.paTold);
  root.querySelector("button").textContent = data.add;
  box.setAttribute("aria-label", data.label);
  const kept = marking(box);
  const tell = (row) => {
    if (!marking(box)) setTriggerValue("row", row);
  };
  box.replaceChildren(...data.pieces.flatMap(([parts, row, role, accepted, signs, label, rows]) => {
    const nodes = parts.map(node);
    if (row === null) return nodes;
    const mark = document.createElement("mark");
    mark.className = [role, accepted ? "accepted" : "", rows.includes(data.chosen) ? "chosen" : ""].join(" ").trim();
    mark.dataset.row = row;
    mark.title = label;
    for (const [kind, number] of signs) {
      const sign = document.createElement("sup");
      sign.className = kind;
      sign.textContent = SIGNS[kind] + number;
      mark.append(sign);
    }
    mark.append(...nodes);
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
    mark.onclick = () => tell(row);
    mark.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); tell(row); } };
    return [mark];
  }));
  const chosen = box.querySelector("mark.chosen");
  const moved = chosen && box.dataset.chosen !== String(data.chosen);
  box.scrollTop = moved ? chosen.offsetTop - box.clientHeight / 2 + 20 : at;
  box.dataset.chosen = data.chosen ?? "";
  if (kept) select(box, kept.place);
  root.paSetUp.show();
  return () => {
    if (root.paTold.run !== run) return; // a later run of the page has taken over
    root.paSetUp?.end();
    root.paSetUp = null;
  };
}
