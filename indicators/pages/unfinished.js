// Work in progress, kept in the reader's own browser: stored, offered again, thrown away. What stands in the store may be
// anyone's: it is shown as text content alone, and what it means is for the server to judge.
const PLACE = `promised-versus-achieved${location.pathname.replace(/[^/]*$/, "")}`; // of this dashboard, if a host has several
const SHOWN = 80, OFFERED = 20;
const NAME = /^[0-9a-f]{16}$/;
const texts = new Map(); // the reports' texts by the work's name: the server sends each once
const away = new Map(); // what was thrown away, as it was stored, by name, to be put back
let leaving = null, taken = null, stored = false; // the work under way, as much of it as was taken along, whether it is kept

const key = (name) => `${PLACE} ${name}`;
const titled = (title) => String(title ?? "").replace(/[\p{C}\u2028\u2029]/gu, (c) => `⟦U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`).slice(0, SHOWN);

// All that is kept, the newest first; what is no work of ours is passed over here and left alone.
function all() {
  const found = [];
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const place = localStorage.key(i), name = place.startsWith(`${PLACE} `) ? place.slice(PLACE.length + 1) : "";
      if (!NAME.test(name)) continue;
      const kept = localStorage.getItem(place);
      let read = {};
      try {
        read = JSON.parse(kept);
      } catch { /* it is offered without a title, and the server refuses it */ }
      read = read && typeof read === "object" ? read : {};
      const { report, touched, rest } = read;
      found.push({ name, kept, title: titled(read.title), at: Number(read.at) || 0, report, touched, rest });
    }
  } catch { /* a browser that keeps nothing */ }
  return found.sort((a, b) => b.at - a.at);
}

function put(name, kept) {
  try {
    localStorage.setItem(key(name), kept);
    return true;
  } catch { // none, or full
    return false;
  }
}

function drop(name) {
  try {
    localStorage.removeItem(key(name));
  } catch { /* nothing is kept */ }
}

// Keep the work: all of it anew whenever something changed. One that nobody has touched takes the place of another such,
// and is not kept beside one of the same report that was touched.
function keep(work, version) {
  if (away.has(work.id)) return true;
  const same = all().filter((one) => one.report === work.report), others = same.filter((one) => one.name !== work.id);
  if (same.length > others.length && same.find((one) => one.name === work.id).rest === work.rest) return true;
  if (!work.touched && others.some((one) => one.touched)) return true;
  for (const one of others) if (!one.touched) drop(one.name);
  const { id, report, title, touched, rest } = work;
  return put(id, JSON.stringify({ version, id, report, title, touched, at: Date.now(), text: texts.get(id), rest }));
}

window.addEventListener("beforeunload", (event) => {
  if (leaving === null || leaving === taken) return;
  event.preventDefault();
  event.returnValue = ""; // older browsers ask for it
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".st-key-all_files button, .st-key-all_files a")) taken = leaving;
});

function element(kind, words, does) {
  const made = document.createElement(kind);
  made.textContent = words;
  if (does) {
    made.type = "button";
    made.onclick = does;
  }
  return made;
}

// A sentence with {title} and {when} filled in.
function sentence(words, values) {
  const made = document.createElement("span");
  for (const part of words.split(/(\{\w+\})/)) {
    const value = values[part.slice(1, -1)];
    if (value === undefined) made.append(part);
    else made.append(element(part === "{title}" ? "b" : "span", value));
  }
  return made;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector("#unfinished"), { work, words, lang } = data;
  box.setAttribute("role", "region"); // named, so that a screen reader finds it
  box.setAttribute("aria-label", words.label);
  if (work && work.text !== null) texts.set(work.id, work.text);
  if (work && !texts.has(work.id)) setTriggerValue("text", work.id);
  leaving = work && !away.has(work.id) ? work.id + work.rest : null;
  stored = !work || !texts.has(work.id) || keep(work, data.version);
  const when = (at) => new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(at);
  const line = (said, ...buttons) => {
    const made = document.createElement("p");
    made.append(said, ...buttons);
    return made;
  };
  const throwAway = (name, kept, title) => {
    away.set(name, { kept, title });
    drop(name);
    if (work && work.id === name) leaving = null;
    setTriggerValue("thrown", name);
    draw();
  };
  const draw = () => {
    const lines = [], kept = all().slice(0, OFFERED);
    const mine = work && !away.has(work.id);
    if (mine) {
      const now = kept.find((one) => one.name === work.id)?.kept ?? null;
      lines.push(line(element("span", stored ? words.kept : words.full), element("button", words.away, () => throwAway(work.id, now, titled(work.title)))));
    }
    const offers = kept.filter((one) => !work || one.name !== work.id).map((one) => {
      const title = one.title || words.untitled;
      return line(
        sentence(words.offer, { title, when: one.at > 0 && one.at < 8e15 ? when(one.at) : "?" }),
        element("button", words.on, () => setTriggerValue("back", one.kept)),
        element("button", words.away, () => throwAway(one.name, one.kept, one.title)),
      );
    });
    if (mine && offers.length) {
      const fold = document.createElement("details");
      fold.append(element("summary", words.others.replace("{n}", offers.length)), ...offers);
      lines.push(fold);
    } else lines.push(...offers);
    for (const [name, one] of away) {
      const undo = () => {
        away.delete(name);
        if (one.kept !== null) put(name, one.kept);
        draw();
      };
      if (one.kept !== null) lines.push(line(sentence(words.thrown, { title: one.title || words.untitled }), element("button", words.undo, undo)));
    }
    box.replaceChildren(...lines);
  };
  draw();
  return () => {
    if (stored) leaving = null; // another page of ours: what is kept is safe
  };
}
