// Figures on paper.

// A4 on its side within the margins of print.css, in CSS pixels; the height with room for what stands before a figure.
const PAPER = { width: 1031, height: 660, after: 110 }; // and what the last piece leaves for what stands after it

// Where to cut a figure of some height into even pieces of at most `room`, the last one less by `after`: in the widest gap
// that no mark crosses near the even place, so that a group of rows begins a page rather than ends one.
function cuts(plot, height, room, after) {
  const top = plot.getBoundingClientRect().top;
  const marks = [...plot.querySelectorAll("text, .point")]
    .map((mark) => mark.getBoundingClientRect())
    .filter((mark) => mark.height)
    .map((mark) => [mark.top - top, mark.bottom - top])
    .sort((a, b) => a[0] - b[0]);
  const found = [0];
  while (height + after - found.at(-1) > room) {
    const last = found.at(-1), left = height + after - last;
    const even = last + left / Math.ceil(left / (room * 0.92));
    let below = 0, widest = 0, at = Math.min(even, last + room);
    for (const [from, to] of marks) {
      const middle = (below + from) / 2;
      if (from - below > widest && Math.abs(middle - even) < room * 0.12 && middle <= last + room) [widest, at] = [from - below, middle];
      below = Math.max(below, to);
    }
    found.push(at);
  }
  return [...found, height];
}

// A figure as the pieces that fit a page each, in the colours of paper; `repaint` is a list of [colour on screen, on paper].
function onPaper(plot, repaint) {
  const svg = composed(plot);
  const width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
  const scale = Math.min(1, PAPER.width / width);
  let drawn = svg.innerHTML.replaceAll(plot._fullLayout._uid, "paper" + plot._fullLayout._uid); // its clips have names of their own
  const paint = (colours) => { for (const [from, to] of colours) drawn = drawn.replaceAll(from, to); };
  paint(repaint.map(([from, to], i) => [from, `paint-${i}-`]));
  paint(repaint.map(([from, to], i) => [`paint-${i}-`, to]));
  const at = cuts(plot, height, PAPER.height / scale, height * scale > PAPER.height ? PAPER.after / scale : 0);
  const pieces = at.slice(1).map((to, i) =>
    `<svg viewBox="0 ${at[i]} ${width} ${to - at[i]}" width="${width * scale}" xmlns="${SVG}">${drawn}</svg>`);
  const sheet = document.createElement("div");
  sheet.className = "pa-paper pa-pieces";
  sheet.innerHTML = pieces.join("");
  return sheet;
}
