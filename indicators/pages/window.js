// What the browser knows and does by itself: whether the window is narrow, figures on paper, files to take away.
export default function ({ setStateValue, data }) {
  const narrow = window.matchMedia("(max-width: 900px)");
  const tell = () => setStateValue("narrow", narrow.matches);
  const lay = () => {
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => plot.after(onPaper(plot, data?.repaint ?? [])));
    document.querySelectorAll(".pa-imprint").forEach((imprint) => (imprint.dataset.address = decodeURI(location.href)));
  };
  const clear = () => document.querySelectorAll(".pa-pieces").forEach((sheet) => sheet.remove());
  const listening = [
    [narrow, "change", tell],
    [window, "beforeprint", lay],
    [window, "afterprint", clear],
    [document, "click", take],
  ];
  for (const [place, event, does] of listening) place.addEventListener(event, does);
  document.documentElement.classList.add("pa-ready");
  if (narrow.matches) tell();
  return () => {
    for (const [place, event, does] of listening) place.removeEventListener(event, does);
  };
}
