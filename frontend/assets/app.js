"use strict";
// Everything here only quickens what plain links and forms already do.
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const wide = () => matchMedia("(min-width: 901px)").matches; // else the findings are a sheet over the report
  const desk = () => one("#desk");
  let current = 0, kept = null, wanted = "input[name=note]";

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
  const newest = () => Math.max(0, ...all(".f").map(f => +f.dataset.f));
  const press = selector => {
    const el = item() && one(selector, item());
    if (el) el.click();
    return !!el;
  };
  const keys = {
    j: () => step(1), k: () => step(-1), a: () => press(".accept"), x: () => press(".reject"),
    e: () => press(".amend"), u: () => press(".restore"),
    d: () => press(".take"), m: () => press(".merge"), t: () => press(".theme"), l: () => press(".same") || press(".recur") || press(".tie"), p: () => beside(), n: () => press(".new"), r: () => unfold("input[name=note]"), s: () => unfold(".cuts button"),
    1: () => picked(0), 2: () => picked(1), 3: () => picked(2),
  };
  const beside = () => {
    const fold = item() && one(".parallel", item());
    if (fold) fold.open = true;
  };
  const unfold = field => {
    const fold = item() && one(".extra", item());
    if (!fold) return;
    wanted = field;
    if (fold.open) one(field, fold)?.focus(); else fold.open = true;
  };

  // Words selected in the report can be added as a finding: their place is told in characters of the report's own text.
  const place = (node, offset, end) => {
    const p = (node.nodeType == 1 ? node : node.parentElement).closest(".src [data-o]");
    if (!p) return null;
    const before = document.createRange();
    before.setStart(p, 0);
    before.setEnd(node, offset);
    let n = [...before.toString()].length - (end ? 1 : 0), last = 0;
    for (const [at, chars] of p.dataset.o.split(" ").map(s => s.split("+").map(Number))) {
      if (n < 0) return at;
      if (n < chars) return at + n + (end ? 1 : 0);
      n -= chars;
      last = at + chars;
    }
    return last;
  };
  const offer = () => {
    const pick = one("#pick"), chosen = getSelection();
    if (!pick) return;
    const range = chosen.rangeCount && !chosen.isCollapsed && chosen.getRangeAt(0);
    const start = range && place(range.startContainer, range.startOffset), end = range && place(range.endContainer, range.endOffset, true);
    pick.hidden = !range || start == null || end == null || start >= end;
    if (pick.hidden) return;
    one("[name=start]", pick).value = start;
    one("[name=end]", pick).value = end;
    const pane = one(".src"), a = [...range.getClientRects()].pop(), b = pane.getBoundingClientRect();
    pick.style.top = `${a.bottom - b.top + pane.scrollTop + 6}px`;
    pick.style.left = `${Math.max(8, Math.min(a.right - b.left, pane.clientWidth - 8) - pick.offsetWidth)}px`;
  };
  const picked = n => {
    const pick = one("#pick");
    if (pick && !pick.hidden) all("button", pick)[n].click();
  };
  let settling = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(settling); settling = setTimeout(offer, 100); });
  document.addEventListener("mousedown", ev => {
    if (ev.target.closest("#pick")) ev.preventDefault(); // keeps the selection
    ev.target.closest(".src .m a")?.removeAttribute("href"); // no selection can begin in a link
  });

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
    if (mark && !getSelection().isCollapsed) ev.preventDefault();
    else if (mark) { ev.preventDefault(); choose(mark.dataset.f.split(" ")[0], { source: false }); }
    else if (li) {
      if (ev.target.closest(".words")) ev.preventDefault();
      if (!ev.target.closest("a:not(.words), button, form, input, summary")) choose(li.dataset.f);
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

  // A folded form that is opened wants to be written in; one that came open, of which the browser tells just so, leaves the focus where it is.
  const cameOpen = new WeakSet(all("details[open]"));
  document.addEventListener("toggle", ev => {
    if (cameOpen.delete(ev.target)) return;
    const field = ev.target.open && (one(wanted, ev.target) || one("input[name=note], textarea", ev.target));
    if (field) field.focus();
    wanted = "input[name=note]";
  }, true);

  // New reports: files beyond the bounds are refused before they are sent, and reading them is said to take a while.
  document.addEventListener("change", ev => {
    const { mb, files, all: most, over } = ev.target.dataset;
    if (!over) return;
    const sizes = [...ev.target.files].map(f => f.size / 2 ** 20), sum = sizes.reduce((a, b) => a + b, 0);
    const wrong = +files && sizes.length > files || +mb && sizes.some(s => s > mb) || +most && sum > most;
    ev.target.setCustomValidity(wrong ? over : "");
    if (wrong) ev.target.reportValidity();
  });
  document.addEventListener("submit", ev => {
    const busy = one(".busy", ev.target);
    if (busy) busy.hidden = !(ev.submitter.disabled = true);
  });
  addEventListener("pageshow", ev => {
    if (ev.persisted) all("form:has(.busy)").forEach(f => { one(".busy", f).hidden = true; one(".go", f).disabled = false; });
  });

  // Swaps: empty fields stay out of the address; panes keep their place; a finding that was decided leads on to the next.
  document.addEventListener("htmx:configRequest", ev => {
    const given = ev.detail.parameters;
    if (ev.detail.verb == "get") for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
  });
  document.addEventListener("htmx:beforeSwap", ev => {
    if (ev.detail.xhr.status == 400 && ev.detail.target.id == "list") { // a filter that means nothing is told in the list's place
      ev.detail.shouldSwap = true;
      ev.detail.isError = false;
    }
    kept = desk() && { src: one(".src").scrollTop, finds: one(".finds").scrollTop, was: item()?.dataset.s, last: newest() };
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
    const made = all('.f[data-s="draft"]').filter(f => +f.dataset.f > kept.last);
    if (field) choose(current, { focus: false });
    else if (made.length) choose(Math.min(...made.map(f => +f.dataset.f)));
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
