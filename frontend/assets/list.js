
// The ledger's list: rows are walked through and selected by key, a stretch of them with Shift.
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const list = () => one("#list");
  const rows = () => all("#list tr[id^=row-]");
  const boxes = () => all("#list tbody .box input");
  const current = () => document.activeElement.closest?.("#list tr[id^=row-]") || one("#list tr.at");
  let last = null; // the box that was clicked last

  const tell = () => {
    const said = one("#bulk .picked b"), page = one("#pick-page"), on = boxes().filter(b => b.checked).length;
    if (page) { page.hidden = false; page.checked = on > 0 && on == boxes().length; page.indeterminate = on > 0 && !page.checked; }
    if (said) said.textContent = on ? said.dataset.some.replace("%n", on) : said.dataset.none;
  };
  const go = by => {
    const every = rows(), at = every.indexOf(current());
    const next = every[Math.min(Math.max(at + by, 0), every.length - 1)];
    if (!next) return;
    every.forEach(r => r.classList.toggle("at", r == next));
    one(".what a", next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const toggle = () => {
    const box = current() && one(".box input", current());
    if (box) { box.checked = !box.checked; last = box; tell(); }
  };
  const help = () => { const keys = one("#keys"); keys.open ? keys.close() : keys.showModal(); };
  const keys = { j: () => go(1), k: () => go(-1), x: toggle, "?": help };

  document.addEventListener("keydown", ev => {
    if (!list() || ev.ctrlKey || ev.metaKey || ev.altKey || !keys[ev.key] || ev.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (one("dialog[open]") && ev.key != "?") return;
    ev.preventDefault();
    keys[ev.key]();
  });
  document.addEventListener("click", ev => {
    const drop = one(".drop[open]");
    if (drop && !ev.target.closest(".drop")) drop.open = false;
    if (ev.target.id == "pick-page") { boxes().forEach(b => { b.checked = ev.target.checked; }); return tell(); }
    const box = list() && ev.target.closest(".box input");
    if (!box) return;
    const every = boxes(), from = every.indexOf(last), to = every.indexOf(box);
    if (ev.shiftKey && from >= 0) every.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(b => { b.checked = box.checked; });
    last = box;
    tell();
  });
  document.addEventListener("change", ev => { // a preview's button says how many are left
    const form = ev.target.name == "pick" && ev.target.closest(".bulk-do"), go = form && one(".go", form);
    if (go) { const n = all("[name=pick]:checked", form).length; go.textContent = go.dataset.some.replace("%n", n); go.disabled = !n; }
  });
  document.addEventListener("toggle", ev => { // one of the menus at a time
    if (ev.target.matches?.(".drop[open]")) all(".drop[open]").forEach(d => { if (d != ev.target) d.open = false; });
  }, true);
  document.addEventListener("keydown", ev => {
    const drop = ev.key == "Escape" && one(".drop[open]");
    if (drop) { drop.open = false; one("summary", drop).focus(); }
  });
  document.addEventListener("htmx:afterSettle", () => { if (list()) tell(); });
  addEventListener("pageshow", () => { if (list()) tell(); });
})();
