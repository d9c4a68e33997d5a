// A second reading as far as it has come, kept in the reader's own browser, one for each city: stored when something was
// read, given back once where nothing was read yet, thrown away. What stands in the store may be anyone's: the server
// reads it as it reads a sheet that is uploaded.
const PLACE = `promised-versus-achieved${location.pathname.replace(/[^/]*$/, "")} second reading`; // of this dashboard
const given = new Set(); // the cities whose reading was given back

function stored(city, sheet) {
  try {
    if (sheet) localStorage.setItem(`${PLACE} ${city}`, sheet);
    return localStorage.getItem(`${PLACE} ${city}`) || "";
  } catch { // none, or full
    return "";
  }
}

function drop(city) {
  try {
    localStorage.removeItem(`${PLACE} ${city}`);
  } catch { /* nothing is kept */ }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector("#unfinished"), { city, sheet, words } = data;
  const kept = stored(city, sheet);
  box.setAttribute("role", "region"); // named, so that a screen reader finds it
  box.setAttribute("aria-label", words.label);
  if (!sheet && kept && !given.has(city)) setTriggerValue("back", kept);
  given.add(city);
  const line = document.createElement("p"), said = document.createElement("span"), away = document.createElement("button");
  said.textContent = kept === sheet ? words.kept : words.full;
  away.type = "button";
  away.textContent = words.away;
  away.onclick = () => {
    drop(city);
    setTriggerValue("thrown", city);
  };
  line.append(said, away);
  box.replaceChildren(...(sheet ? [line] : []));
}
