// A figure as one SVG that stands by itself. Plotly draws it as several on top of each other, on a background of CSS.
const SVG = "http://www.w3.org/2000/svg";

function composed(plot) {
  const layers = [...plot.querySelectorAll(".main-svg")];
  const [width, height] = ["width", "height"].map((side) => Number(layers[0].getAttribute(side)));
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
  const paper = svg.appendChild(document.createElementNS(SVG, "rect"));
  for (const [name, value] of Object.entries({ width, height })) paper.setAttribute(name, value);
  paper.style.fill = plot._fullLayout.paper_bgcolor;
  for (const layer of layers)
    for (const part of layer.children) if (!part.matches(".hoverlayer")) svg.append(part.cloneNode(true));
  for (const link of svg.querySelectorAll("a")) {
    const [old, now] = ["http://www.w3.org/1999/xlink", null].map((space) => link.getAttributeNS(space, "href"));
    link.removeAttributeNS("http://www.w3.org/1999/xlink", "href");
    link.setAttribute("href", new URL(old ?? now ?? "", document.baseURI).href); // it is opened elsewhere
  }
  return svg;
}
