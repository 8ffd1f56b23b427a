
// What others change appears by itself: the part of the page that shows it (data-live) is fetched again, or, where somebody is at
// work in it, a notice says so. Nothing that is typed, ticked or focused is touched.
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const part = () => one("[data-live]"), notice = () => one("#news");
  const rest = 3000; // milliseconds between two updates
  let source = null, at = +document.body.dataset.revision, said = "", waiting = 0, updated = 0;

  const typed = () => all("input, textarea, select", part()).some(f => f.type == "hidden" ? false : f.type == "checkbox" || f.type == "radio" ? f.checked != f.defaultChecked
    : f.matches("select") ? [...f.options].some(o => o.selected != o.defaultSelected) && [...f.options].some(o => o.defaultSelected) : f.value != f.defaultValue);
  const busy = () => part().contains(document.activeElement) || !!one("details.strike[open], .drop[open], dialog[open]") || typed() || !getSelection().isCollapsed || part().dataset.live == "desk";

  // What of the news the page shows, in words; "" where it shows nothing of it.
  const concerns = ({ entries = {}, reports = [], whole }) => {
    const { live, id, version } = part().dataset, words = notice().dataset.new;
    if (live == "entry") return entries[id] && entries[id].version > +version ? entries[id].said : "";
    if (live == "desk") return reports.includes(+id) ? words : "";
    const fresh = Object.entries(entries).filter(([id, e]) => !(+one("#row-" + id)?.dataset.version >= e.version));
    if (fresh.length == 1 && live == "list") return fresh[0][1].said;
    return whole || fresh.length || live == "overview" && reports.length ? words : "";
  };
  const versions = of => Object.fromEntries(all("[data-version]", of).map(e => [e.id, e.dataset.version]));
  const show = (words, button) => {
    const n = notice();
    n.hidden = !words;
    one("span", n).textContent = words;
    one("button", n).hidden = !button;
  };

  const update = async () => {
    const answer = await fetch(location.href, { headers: { "Taizhang-Live": "1" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = one("[data-live]", page);
    if (!fresh || busy() && document.activeElement != one("#news button")) return tell();
    const was = versions(part().parentNode), focused = document.activeElement == one("#news button");
    part().replaceWith(fresh);
    const state = one("#state"), now = one("#state", page);
    if (state && now) { state.replaceWith(now); window.htmx?.process(now); }
    window.htmx?.process(fresh);
    const changed = all("[data-version]", fresh.parentNode).filter(e => was[e.id] != e.dataset.version);
    changed.forEach(e => e.classList.add("fresh"));
    at = Math.max(at, +page.body.dataset.revision || 0);
    updated = Date.now();
    one("#said").textContent = said ? `${notice().dataset.done}${changed.length > 1 ? ` (${changed.length})` : ""}` : "";
    show("");
    if (focused) { fresh.tabIndex = -1; fresh.focus({ preventScroll: true }); }
    document.dispatchEvent(new CustomEvent("live:updated"));
  };
  const tell = () => typed() && part().dataset.live != "list" && part().dataset.live != "desk" ? show(`${said}。${notice().dataset.typed}`, false) : show(said, true);
  const settle = () => {
    waiting = 0;
    if (busy()) tell(); else update().catch(() => tell());
  };
  const heard = ev => {
    const news = JSON.parse(ev.data);
    if (news.revision <= at || !part()) return;
    at = news.revision;
    const words = concerns(news);
    if (!words) return;
    said = words;
    if (!waiting) waiting = setTimeout(settle, Math.max(0, updated + rest - Date.now()));
  };

  // Only a page that is looked at listens: browsers keep few connections to one server.
  const listen = () => {
    if (source || document.hidden || !part()) return;
    source = new EventSource("/live?since=" + at);
    source.onmessage = heard;
  };
  const hush = () => { source?.close(); source = null; };
  if (at && notice() && window.EventSource) {
    document.addEventListener("visibilitychange", () => document.hidden ? hush() : listen());
    addEventListener("pagehide", hush);
    addEventListener("pageshow", listen);
    one("button", notice()).addEventListener("click", () => part().dataset.live == "desk" ? location.reload() : update());
    listen();
  }
})();
