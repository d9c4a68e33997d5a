// Files to take away: a picture of the figure below, drawn here, or a briefing, fetched from the server.

const MARGIN = 24, LINE = 16; // pixels

// The figure with a margin, and below it the address that shows the same.
function framed(plot, address) {
  const svg = composed(plot), { width, height } = svg.viewBox.baseVal, { font, paper_bgcolor } = plot._fullLayout;
  const letters = Math.floor(width / 6.5), lines = address.match(new RegExp(`.{1,${letters}}`, "g"));
  const size = [width + 2 * MARGIN, height + 2 * MARGIN + LINE * lines.length];
  svg.setAttribute("viewBox", [-MARGIN, -MARGIN, ...size].join(" "));
  for (const part of [svg, svg.querySelector("rect")]) ["width", "height"].forEach((side, i) => part.setAttribute(side, size[i]));
  for (const side of ["x", "y"]) svg.querySelector("rect").setAttribute(side, -MARGIN);
  lines.forEach((line, i) => {
    const text = svg.appendChild(document.createElementNS(SVG, "text"));
    text.setAttribute("y", height + (i + 1) * LINE);
    text.style.cssText = `font: 12px ${font.family}; fill: ${font.color}; opacity: 0.7`;
    text.textContent = line;
  });
  return svg;
}

// The address of this view behind the dashboard's public one, where that is set.
const publicly = (base) => decodeURI(base ? `${base}/${location.pathname.split("/").at(-1)}${location.search}` : location.href);

async function picture(plot, kind, times, base) {
  const svg = framed(plot, publicly(base));
  const drawing = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  if (kind === "svg") return drawing;
  const image = new Image();
  image.src = URL.createObjectURL(drawing);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * times, height: image.height * times });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((made) => canvas.toBlob(made, "image/png")); // null where the browser can't draw so large
}

function save(file, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The figure that follows a button, once it is drawn: the button may be there before it.
async function figureAfter(button) {
  for (let waited = 0; ; waited += 100) {
    const plot = [...document.querySelectorAll(".js-plotly-plot")].find((one) => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_PRECEDING);
    if (plot?._fullLayout && plot.querySelector(".main-svg")) return plot;
    if (waited >= 20_000) return null;
    await new Promise((later) => setTimeout(later, 100));
  }
}

// One click on a button or link of `.pa-take`, whose attributes hold the words to say meanwhile.
async function take(event) {
  const asked = event.target.closest(".pa-take [data-name]");
  if (!asked) return;
  event.preventDefault();
  const { base, making, failed } = asked.closest(".pa-take").dataset, said = asked.closest(".pa-take").querySelector("[role=status]");
  if (asked.getAttribute("aria-busy")) return;
  asked.setAttribute("aria-busy", "true");
  said.textContent = making;
  try {
    let file, name = asked.dataset.name;
    if (asked.href) {
      const answer = await fetch(asked.href);
      if (!answer.ok) throw new Error(await answer.text());
      file = await answer.blob();
      name = answer.headers.get("content-disposition").match(/filename="(.*)"/)[1];
    } else {
      const plot = await figureAfter(asked);
      file = plot && (await picture(plot, asked.dataset.kind, Number(asked.dataset.times), base));
    }
    if (!file) throw new Error(failed);
    save(file, name);
    said.textContent = "";
  } catch (error) {
    said.textContent = error.message || failed;
  } finally {
    asked.removeAttribute("aria-busy");
  }
}
