// A report's text with its marks. The words of a report are only ever text content: nothing in them becomes markup.
const SIGNS = { target: "┃", outcome: "●" };
export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector("#text"), at = box.scrollTop;
  box.setAttribute("aria-label", data.label);
  const tell = (row) => setTriggerValue("row", row);
  box.replaceChildren(...data.pieces.map(([text, row, role, accepted, signs, label]) => {
    if (row === null) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.className = [role, accepted ? "accepted" : "", row === data.chosen ? "chosen" : ""].join(" ").trim();
    mark.dataset.row = row;
    mark.title = label;
    for (const [kind, number] of signs) {
      const sign = document.createElement("sup");
      sign.className = kind;
      sign.textContent = SIGNS[kind] + number;
      mark.append(sign);
    }
    mark.append(text);
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
    mark.onclick = () => tell(row);
    mark.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); tell(row); } };
    return mark;
  }));
  const chosen = box.querySelector("mark.chosen");
  const moved = chosen && box.dataset.chosen !== String(data.chosen);
  box.scrollTop = moved ? chosen.offsetTop - box.clientHeight / 2 + 20 : at;
  box.dataset.chosen = data.chosen ?? "";
}
