"use strict";
// Everything here only quickens what plain links and forms already do.
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const wide = () => matchMedia("(min-width: 901px)").matches; // else the findings are a sheet over the report
  const desk = () => one("#desk");
  let current = 0, kept = null;

  // The desk: the finding that is current, marked on both sides.
  const item = (id = current) => one(`#f-${id}`);
  const show = (el, pane) => {
    const a = el.getBoundingClientRect(), b = pane.getBoundingClientRect();
    const top = Math.max(b.top, 0) + 56, bottom = (wide() || pane.matches(".finds") ? Math.min(b.bottom, innerHeight) : one(".finds").getBoundingClientRect().top) - 40;
    if (a.top < top || a.bottom > bottom) {
      const by = a.top - top - Math.min(90, (bottom - top) / 4);
      pane.scrollHeight > pane.clientHeight + 1 ? pane.scrollTop += by : scrollBy(0, by);
    }
  };
  const choose = (id, { focus = true, source = true } = {}) => {
    const li = item(id);
    if (!li) return;
    all(".on", desk()).forEach(e => e.classList.remove("on"));
    current = id;
    li.classList.add("on");
    if (focus && !li.contains(document.activeElement)) li.focus({ preventScroll: true });
    show(li, one(".finds"));
    const marks = all(`.src [data-f~="${id}"]`);
    marks.forEach(m => m.classList.add("on"));
    if (source && marks[0]) show(marks[0], one(".src"));
  };
  const step = by => {
    const list = all(".f").filter(li => li.offsetParent), at = list.findIndex(li => li.dataset.f == current);
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    if (next) choose(next.dataset.f);
  };
  const onward = () => {
    const list = all(".f"), at = list.findIndex(li => li.dataset.f == current);
    const next = list.slice(at + 1).concat(list.slice(0, at + 1)).find(li => li.dataset.s == "draft");
    if (next) choose(next.dataset.f);
  };
  const press = selector => {
    const el = item() && one(selector, item());
    if (el) el.click();
    return !!el;
  };
  const keys = {
    j: () => step(1), k: () => step(-1), a: () => press(".accept"), x: () => press(".reject"),
    e: () => press(".amend"), u: () => press(".restore"),
    r: () => press(".why summary"), d: () => press(".take"),
  };
  document.addEventListener("keydown", ev => {
    const typing = ev.target.matches("input, textarea, select");
    if (ev.key == "Escape" && typing) {
      const fold = ev.target.closest("details[open]"), cancel = one(".edit .btn", ev.target.closest(".f") || document);
      if (fold) { fold.open = false; one("summary", fold).focus(); } else if (cancel && ev.target.closest(".edit")) cancel.click();
    }
    if (ev.key == "/" && !typing && !ev.ctrlKey && !ev.metaKey) {
      const find = one("#q") || one(".find input");
      if (find) { ev.preventDefault(); find.focus(); find.select(); }
    }
    if (!desk() || typing || ev.ctrlKey || ev.metaKey || ev.altKey || !keys[ev.key]) return;
    ev.preventDefault();
    keys[ev.key]();
  });
  document.addEventListener("click", ev => {
    const mark = ev.target.closest(".src .m"), li = ev.target.closest(".f");
    if (mark) { ev.preventDefault(); choose(mark.dataset.f.split(" ")[0], { source: false }); }
    else if (li) {
      if (ev.target.closest(".words")) ev.preventDefault();
      if (!ev.target.closest("a:not(.words), button, form, input")) choose(li.dataset.f);
      else current = li.dataset.f;
    }
  });
  if (desk()) {
    const hash = location.hash.match(/^#[fq]-(\d+)$/);
    const open = one(".f .edit");
    const first = open ? open.closest(".f") : hash ? item(hash[1]) : one('.f[data-s="draft"]') || one(".f");
    if (first) choose(first.dataset.f, { focus: false, source: wide() || !!hash });
    if (open) one("textarea", open).focus({ preventScroll: true });
  }

  for (const [type, on] of [["pointerover", true], ["pointerout", false]]) document.addEventListener(type, ev => {
    const li = desk() && ev.target.closest(".f");
    if (li) all(`.src [data-f~="${li.dataset.f}"]`).forEach(m => m.classList.toggle("near", on));
  });

  // A folded form that is opened wants to be written in.
  document.addEventListener("toggle", ev => {
    const field = ev.target.open && one("input[name=note]", ev.target);
    if (field) field.focus();
  }, true);

  // Swaps: empty fields stay out of the address; panes keep their place; a finding that was decided leads on to the next.
  document.addEventListener("htmx:configRequest", ev => {
    const given = ev.detail.parameters;
    if (ev.detail.verb == "get") for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
  });
  document.addEventListener("htmx:beforeSwap", ev => {
    kept = desk() && { src: one(".src").scrollTop, finds: one(".finds").scrollTop, was: item()?.dataset.s };
  });
  document.addEventListener("htmx:afterSettle", ev => {
    one("#notice").textContent = "";
    const status = one(".status, .taken", ev.target);
    if (status) one("#said").textContent = [one(".no", ev.target)?.textContent, status.textContent].join(" ");
    const field = one("[aria-invalid]", ev.target) || one(".strike[open] input[name=note], .edit textarea", ev.target);
    if (field) field.focus({ preventScroll: true });
    if (!desk() || !kept) return;
    if (ev.target.id == "desk") { one(".src").scrollTop = kept.src; one(".finds").scrollTop = kept.finds; }
    const li = item();
    if (li) all(`.src [data-f="${current}"]`).forEach(m => { m.className = m.className.replace(/st-\w+/, "st-" + li.dataset.s); });
    if (field) choose(current, { focus: false });
    else if (li && kept.was == "draft" && li.dataset.s != "draft") onward();
    else choose(current);
    kept = null;
  });
  const failed = () => {
    const notice = one("#notice");
    notice.className = "failed";
    notice.textContent = notice.dataset.fail;
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
})();
