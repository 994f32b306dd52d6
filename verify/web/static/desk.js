// The desk's one script: keys, cards without a new page, and what others do as it happens.
// Everything also works without it, one page at a time.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const csrf = $("meta[name=csrf]").content;
  const article = document.body.dataset.article;
  const notice = $("#notice");
  const seen = new Map(); // claim → id of the last event that this page has shown
  const painted = new Map(); // claim → id of the last event that its marks tell
  const sending = new Map(); // claim → how many forms about it are on their way
  let quiet;

  const say = (words) => {
    notice.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => { notice.textContent = ""; }, 8000);
  };
  // For who listens instead of looking: what has just happened to which claim.
  const speak = (words) => { $("#spoken").textContent = words; };
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const ask = (address, options = {}) =>
    fetch(address, { ...options, headers: { "X-Fragment": "1", "X-CSRF-Token": csrf, ...options.headers } });

  // Claims: which one is open, and moving between them

  const card = $("#card");
  const rows = () => all("#list [data-claim]");
  const current = () => Number($("#card [data-claim]")?.dataset.claim || 0);
  const rowOf = (claim) => $(`#list [data-claim="${claim}"]`);
  const isOpen = (row) => row.dataset.due === "1" || row.dataset.done !== "1";
  let just = ""; // what has just been done, said together with the claim that follows
  let wanted = 0; // the claim whose card was asked for last

  const light = (claim, scroll) => {
    all(".m.on").forEach((one) => one.classList.remove("on"));
    const marks = all(`.m[data-claim="${claim}"]`);
    marks.forEach((one) => one.classList.add("on"));
    all("#list [aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    const row = rowOf(claim);
    row?.setAttribute("aria-current", "true");
    if (scroll) {
      marks[0]?.scrollIntoView({ block: "center" });
      const list = $("#claims");
      if (row && list.scrollHeight > list.clientHeight + 1) {
        const place = row.offsetTop - list.clientHeight / 2;
        list.scrollTo({ top: place });
      }
    }
  };

  // What is written and not yet saved stays with its claim, whatever comes in between.

  const drafts = new Map(); // claim → field → what is written in it
  const fields = (root) => all("input[id]:not([type=file], [type=checkbox]), textarea[id]", root);
  const keep = () => {
    const kept = new Map(fields(card).filter((one) => one.value !== one.defaultValue).map((one) => [one.id, one.value]));
    if (kept.size) drafts.set(current(), kept);
    else drafts.delete(current());
  };
  const restore = () => (drafts.get(current()) || new Map()).forEach((value, id) => {
    const field = document.getElementById(id);
    if (!field) return;
    field.value = value;
    for (let one = field.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  });

  const show = (html, claim) => {
    const field = card.contains(document.activeElement) ? document.activeElement : null;
    const [id, from, to] = [field?.id, field?.selectionStart, field?.selectionEnd];
    const same = Number(/ data-claim="([0-9]+)"/.exec(html)?.[1]) === current();
    const at = card.closest(".side")?.scrollTop;
    keep();
    card.innerHTML = html;
    restore();
    const inner = $("[data-claim]", card);
    if (inner) seen.set(Number(inner.dataset.claim), Number(inner.dataset.last));
    const again = same && id && id !== "card" && document.getElementById(id);
    if (again) {
      again.focus({ preventScroll: true });
      if (from != null && again.setSelectionRange) try { again.setSelectionRange(from, to); } catch { /* no text */ }
    } else if (field) card.focus({ preventScroll: true });
    card.closest(".side")?.scrollTo({ top: same ? at : 0, behavior: "instant" });
    tellOthers();
    near();
    if (claim && article) {
      const address = new URL(location);
      address.searchParams.set("claim", claim);
      history.replaceState(null, "", address);
      presence(claim);
    }
  };

  const open = async (claim, { scroll = true } = {}) => {
    if (!claim) return;
    wanted = claim;
    light(claim, scroll);
    const answer = await ask(`/claims/${claim}/card`).catch(() => null);
    const html = await answer?.text().catch(() => null);
    if (wanted !== claim) return;
    // It was made before a form was saved that has been answered since.
    if (Number(/ data-last="([0-9]+)"/.exec(html)?.[1]) < (seen.get(claim) || 0)) return open(claim, { scroll: false });
    if (answer?.ok && html) {
      show(html, claim);
      if (scroll) speak(`${just}Claim ${claim}, ${$(".chip", card)?.innerText.trim()}: ${$("h2.claim", card)?.innerText}`);
      just = "";
      return late();
    }
    // That something was not saved weighs more than that something is not shown.
    if (html || !notice.textContent) say(html || "The desk does not answer.");
    early.length = 0;
    wanted = current();
    return light(wanted, false);
  };

  const step = (by) => {
    const list = rows();
    const at = list.findIndex((row) => Number(row.dataset.claim) === (wanted || current()));
    const next = list[at < 0 ? 0 : at + by];
    const page = $(`.list .pages [rel=${by > 0 ? "next" : "prev"}]`);
    if (next) open(Number(next.dataset.claim));
    else if (page) page.click();
    else say(by > 0 ? "That was the last claim." : "That is the first claim.");
  };

  const openAfter = (from) => {
    const list = rows();
    const at = list.findIndex((row) => Number(row.dataset.claim) === from);
    // What was left out is gone back to on the last page; before, the next page comes first.
    const before = $(".list .pages [rel=next]") ? [] : list.slice(0, Math.max(at, 0));
    const next = [...list.slice(at + 1), ...before].find(isOpen);
    return next ? Number(next.dataset.claim) : 0;
  };

  const goOn = (from) => {
    const next = openAfter(from);
    if (next) return open(next);
    const page = $(".list .pages [rel=next]");
    if (page) return page.click();
    say("No claim of this list is open any more.");
    return open(from);
  };

  // How a claim stands, wherever it is shown

  const paint = (state) => {
    const { id, status, due } = state;
    if (state.last < (painted.get(id) || 0)) return;
    if (state.last) painted.set(id, state.last);
    const sign = signs.get(status) || "";
    all(`.m[data-claim="${id}"], #list [data-claim="${id}"]`).forEach((one) => {
      one.className = one.className.replace(/\bs-[a-z0-9-]+/, `s-${status}`);
      one.classList.toggle("due", due);
      one.classList.toggle("done", settled.has(status));
      if (one.dataset.sign !== undefined) one.dataset.sign = sign;
      one.dataset.status = status;
      one.dataset.done = settled.has(status) ? "1" : "";
      one.dataset.due = due ? "1" : "";
      if (state.last) one.dataset.last = state.last;
    });
    const row = rowOf(id);
    if (row) {
      $(".sign [aria-hidden]", row).textContent = sign;
      $(".sign .hide", row).textContent = labels.get(status) || status;
      $(".dueword", row).hidden = !due;
      if (state.assignee !== undefined) $(".assignee", row).textContent = state.assignee || "";
    }
    count();
  };
  const count = () => {
    const told = $("#counted");
    if (!told) return;
    const open = new Map(all(".m").map((one) => [one.dataset.claim, !one.classList.contains("done") || one.classList.contains("due")]));
    const left = [...open.values()].filter(Boolean).length;
    const shown = told.dataset.shown ? `; ${told.dataset.shown} shown` : "";
    told.textContent = `${left} of ${open.size} open${shown}`;
  };
  const signs = new Map(), labels = new Map(), settled = new Set();
  const learn = () => all("#statuses [data-name]").forEach((one) => {
    signs.set(one.dataset.name, one.dataset.sign);
    labels.set(one.dataset.name, one.dataset.label);
    if (one.dataset.done) settled.add(one.dataset.name);
  });

  // Writing: a form is sent, and its answer is the card as it now stands. One after the other: the
  // second is decided on what the first has made of the claim.

  let queue = Promise.resolve();
  const send = (form, button, how) => {
    const data = new FormData(form, button && button.name ? button : undefined);
    const from = current();
    const saved = fields(form).map((one) => one.id);
    say("");
    sending.set(from, (sending.get(from) || 0) + 1);
    queue = queue.then(() => sendNow(form, data, from, saved, how || {}))
      .catch(() => { say("Something went wrong: load the page again."); return false; })
      .finally(() => sending.set(from, sending.get(from) - 1));
    return queue;
  };
  const own = new Map(); // claim → id of its last event that is this page's own doing

  const sendNow = async (form, data, from, saved, { move = false }) => {
    // What this page itself has done since the form was drawn is no news to the person.
    const guarded = data.has("seen"), mine = own.get(from) || 0;
    if (guarded && Number(data.get("seen")) < mine) data.set("seen", mine);
    let answer;
    try {
      answer = await ask(form.action, { method: "POST", body: data });
    } catch {
      say("Not saved: the desk does not answer. Try again when it is back.");
      return false;
    }
    if (answer.status === 409) {
      early.length = 0;
      wanted = from;
      light(from, true);
      show(await answer.text(), from);
      $(".conflict button", card)?.focus();
      say("Not saved: somebody was faster.");
      return false;
    }
    if (!answer.ok) {
      say(answer.status === 401 ? "Sign in again: your session has ended." : await answer.text());
      if (move) open(from);
      return false;
    }
    const told = decodeURIComponent(answer.headers.get("X-Said") || "");
    if (answer.status === 204) { // the claim itself is gone
      location.assign(location.pathname);
      return true;
    }
    if (current() === from && form.isConnected) fields(form).forEach((one) => { one.value = one.defaultValue; });
    saved.forEach((id) => drafts.get(from)?.delete(id));
    if (saved.includes(document.activeElement?.id)) card.focus({ preventScroll: true });
    const html = await answer.text();
    const box = document.createElement("template");
    box.innerHTML = html;
    const inner = box.content.querySelector("[data-claim]");
    if (inner) {
      const id = Number(inner.dataset.claim);
      seen.set(id, Number(inner.dataset.last));
      if (guarded) own.set(id, Number(inner.dataset.last));
      if (article && inner.dataset.article !== article) {
        say(`${told || "Done"}, in ${inner.dataset.article}.`);
        return true;
      }
      paint({ id, status: inner.dataset.status, due: inner.dataset.due === "1", assignee: inner.dataset.assignee, last: seen.get(id) });
      if (wanted === id || !move && (wanted === from || !wanted || id !== from)) {
        wanted = id;
        light(id, id !== from);
        show(html, id);
      }
    }
    if (told) say(told);
    return true;
  };

  const mark = (button) => {
    const form = button.form;
    const from = current();
    if (button.dataset.asks && !form.correction.value.trim()) {
      form.correction.focus();
      say(`${labels.get(button.value) || button.value} asks for the right words: write them, then Enter.`);
      form.dataset.waiting = button.value;
      return;
    }
    const { status, due } = $("[data-claim]", card).dataset;
    const before = { id: from, status, due: due === "1" };
    say("");
    const state = { id: from, status: button.value, due: due === "1" && !button.dataset.done };
    const sent = send(form, button, { move: Boolean(button.dataset.done) });
    if (button.dataset.done) {
      paint(state);
      just = `Claim ${from}: ${labels.get(button.value)}. `;
      goOn(from);
    }
    sent.then((done) => { if (!done) { paint(before); refresh(); } });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-card]") || !article) return;
    event.preventDefault();
    let button = event.submitter;
    if (form.classList.contains("mark")) {
      if (!button || !button.value) button = meant(form);
      if (button) mark(button);
      return;
    }
    if (form.action.endsWith("/undo")) { undo(form); return; }
    if (form.dataset.busy) return; // the same words once, however often Enter is pressed
    form.dataset.busy = "1";
    if (form.matches("[data-with]")) form.seen.value = seenOf([current(), ...form.with.value.split(/[ ,]+/).map(Number)]);
    const changes = /\/(words|split|join|drop|keep|claims|attribute)$/.test(new URL(form.action).pathname);
    const next = form.action.endsWith("/drop") ? openAfter(current()) : 0;
    send(form, button).finally(() => { delete form.dataset.busy; }).then((done) => {
      if (done && changes) refresh();
      if (done && next) open(next);
    });
  });

  // Enter in a field of the card's first form: in the correction, the status that waits for it or
  // asks for one; in the day, the status that the claim has.

  const meant = (form) => {
    if (document.activeElement === form.correction) {
      if (!form.correction.value.trim()) return null;
      form.correction.blur();
      return $(`.status[value="${CSS.escape(form.dataset.waiting || "")}"]`, form) || $(".status[data-asks]", form);
    }
    const now = $(".status[aria-pressed=true]", form);
    if (now?.dataset.done) return now;
    say("Only a verdict holds until a day: give one first.");
    return null;
  };

  const seenOf = (claims) => claims.filter(Boolean).map((claim) => {
    const shown = Math.max(seen.get(claim) || 0, Number(rowOf(claim)?.dataset.last || 0));
    return `${claim}:${shown}`;
  }).join(" ");

  // What is taken back is told before it is, where it is not of this article or of more than claims.

  const undo = (form) => {
    queue = queue.then(async () => {
      const answer = await ask(`/undo?article=${encodeURIComponent(article)}`).catch(() => null);
      if (!answer) return say("The desk does not answer.");
      if (!answer.ok) return say(await answer.text());
      const { command, told, asks } = await answer.json();
      if (asks && !confirm(`Take this back? ${told}`)) return null;
      form.command.value = command;
      return sendNow(form, new FormData(form), current(), [], {}).then((done) => { if (done) refresh(); });
    });
    return queue;
  };

  // Things that change more than one card: the article is asked for anew and put in its place

  let refreshing;
  const refresh = () => {
    clearTimeout(refreshing);
    refreshing = setTimeout(async () => {
      const from = wanted;
      const here = new URL(location);
      if (from) here.searchParams.set("claim", from);
      const answer = await fetch(here).catch(() => null);
      if (!answer || !answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const now of all("[data-part]")) {
        const then = fresh.getElementById(now.id);
        if (then) now.replaceWith(document.adoptNode(then));
      }
      if (!article) return;
      const then = $("#card", fresh);
      if (then && from === wanted && !$(".conflict", card)) show(then.innerHTML);
      light(wanted || current(), false);
    }, 60);
  };

  // The same fact elsewhere comes after the card, so that the card never waits for it

  let nearing;
  const near = () => {
    clearTimeout(nearing);
    const place = $("#near", card);
    if (!place) return;
    nearing = setTimeout(async () => {
      const answer = await ask(place.dataset.near).catch(() => null);
      if (answer?.ok && place.isConnected) place.innerHTML = await answer.text();
    }, 250);
  };

  // Keys

  let single = true;
  try { single = localStorage.getItem("single") !== "off"; } catch { /* no storage: keys stay on */ }
  const choice = $("#single");
  choice.checked = single;
  choice.addEventListener("change", () => {
    single = choice.checked;
    try { localStorage.setItem("single", single ? "on" : "off"); } catch { /* for this page only */ }
  });
  const help = () => $("#keys").showModal();
  $("#help").addEventListener("click", help);

  const into = (selector, opens) => {
    const details = opens && $(opens, card);
    if (details) details.open = true;
    const field = $(selector, card);
    if (!field) return;
    // Only the card moves: the article stays where its claim is.
    field.focus({ preventScroll: true });
    field.select?.();
    const side = card.closest(".side");
    const out = field.getBoundingClientRect(), within = side.getBoundingClientRect();
    if (out.top < within.top || out.bottom > within.bottom) side.scrollBy({ top: out.top - within.top - 60, behavior: "instant" });
  };
  const keys = {
    j: () => step(1), k: () => step(-1),
    c: () => into("#correction"), n: () => into("#note"), e: () => into("#where", "#attach"),
    a: () => { const field = $("#to", card); if (field && !field.value) field.value = field.dataset.me; into("#to"); },
    s: () => { const sign = $("#sign", card); if (sign?.disabled) say(sign.title); else sign?.click(); }, u: () => $("#undo", card)?.click(),
    r: () => into("#sources", "#who"), w: () => into("#words", "#fix"), m: () => into("#missing", "#missed"), x: () => into("#why", "#fix"),
    "/": () => $("#search")?.focus(), "?": help,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (event.key === "Escape" && typing(target)) {
      target.blur();
      card?.focus({ preventScroll: true });
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && target.matches?.("textarea[data-enter]")) {
      event.preventDefault();
      target.form.requestSubmit();
      return;
    }
    if (!single || typing(target) || $("dialog[open]")) return;
    if (article && event.key.length === 1 && (early.length || (coming() && !/^[jk?/]$/.test(event.key)))) {
      event.preventDefault();
      early.push(event.key);
      return;
    }
    if (pressed(event.key)) event.preventDefault();
  });
  const pressed = (key) => {
    const status = /^[1-9]$/.test(key) && $(`.status[data-key="${key}"]`);
    const does = article ? keys[key] : key === "?" ? help : null;
    if (status) mark(status);
    else if (does) does();
    return status || does;
  };

  // Keys that are pressed while the card is still coming are about the claim that comes: they
  // wait for it (in `early`), and letters that follow one into a field are written there.

  const coming = () => card && wanted && wanted !== current();
  const late = () => {
    while (early.length && !coming()) {
      const key = early.shift(), field = document.activeElement;
      if (typing(field)) field.setRangeText?.(key, field.selectionStart, field.selectionEnd, "end");
      else pressed(key);
    }
  };

  // Pointing: a claim in the text or in the list; once more on the same words: the next one there

  document.addEventListener("click", (event) => {
    const row = event.target.closest("#list [data-claim]");
    if (row && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(Number(row.dataset.claim));
      return;
    }
    const mark = event.target.closest(".m");
    if (!mark || !getSelection().isCollapsed) return;
    const there = [];
    for (let one = mark; one?.matches(".m"); one = one.parentElement) there.push(Number(one.dataset.claim));
    const at = there.indexOf(wanted || current());
    open(there[(at + 1) % there.length], { scroll: false });
  });

  // Selected words of the article go into the forms that ask for words

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const text = $("#text");
    if (!text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
    const words = selection.toString().trim();
    if (words) all("[data-selected]", card).forEach((field) => { field.value = words; });
  });

  // Names that are known, while somebody writes one

  document.addEventListener("input", async (event) => {
    const field = event.target.closest("[data-names]");
    if (!field) return;
    const begun = field.value.split(";");
    const last = begun.pop().trim();
    const answer = last && await ask(`${field.dataset.names}?prefix=${encodeURIComponent(last)}`).catch(() => null);
    if (!answer?.ok) return;
    const lead = begun.map((name) => `${name.trim()}; `).join("");
    field.list.replaceChildren(...(await answer.json()).map((name) => new Option(lead + name, lead + name)));
  });

  // A file that is dropped on the desk

  all("[data-drop]").forEach((form) => {
    const box = form.closest(".adding");
    const over = (on) => (event) => { event.preventDefault(); box.classList.toggle("over", on); };
    box.addEventListener("dragover", over(true));
    box.addEventListener("dragleave", over(false));
    box.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) form.file.files = event.dataTransfer.files;
      else form.text.value = event.dataTransfer.getData("text");
    });
    form.addEventListener("submit", () => { say("Reading the claims …"); });
  });

  // What others do, as it happens

  const live = document.body.dataset.live;
  let stream, key, last, others = [];
  const presence = (claim) => {
    if (!key) return;
    const body = new URLSearchParams({ key, claim });
    ask("/presence", { method: "POST", body }).catch(() => {});
  };
  const tellOthers = () => {
    const place = $("#others");
    all(".m.other").forEach((one) => one.classList.remove("other"));
    others.forEach(({ claim }) => all(`.m[data-claim="${claim}"]`).forEach((one) => one.classList.add("other")));
    if (!place) return;
    const here = others.filter((one) => one.claim === current()).map((one) => one.person);
    place.hidden = !here.length;
    place.textContent = here.length ? `${[...new Set(here)].join(", ")} looks at this claim too` : "";
  };
  const rewords = new Set(["added", "revised", "adjusted", "split", "joined", "dropped", "kept", "made", "undone", "imported", "attributed", "merged"]);
  const news = (event) => {
    last = event.lastEventId;
    const told = JSON.parse(event.data);
    if (!article) { refresh(); return; }
    if (told.article && told.article !== article) return;
    if (rewords.has(told.action) || !told.claims.length) {
      if (!told.claims.length || told.claims.some((one) => (seen.get(one.id) || 0) < one.last)) refresh();
      return;
    }
    for (const state of told.claims) {
      paint(state);
      const here = state.id === (wanted || current()) && !sending.get(state.id);
      if (here && (seen.get(state.id) || 0) < state.last) changedHere(told, state);
    }
  };
  const changedHere = (told, state) => {
    say(`${told.actor} has just ${told.action} claim ${state.id}.`);
    open(state.id, { scroll: false });
  };
  const connect = () => {
    if (!live || stream) return;
    const address = new URL(live, location);
    if (last) address.searchParams.set("last", last);
    stream = new EventSource(address);
    stream.addEventListener("open", () => {
      if (!$("#line").hidden) refresh(); // what was not saved meanwhile may look as if it was
      $("#line").hidden = true;
    });
    stream.addEventListener("error", () => {
      $("#line").hidden = false;
      if (stream.readyState === EventSource.CLOSED) { stream = null; setTimeout(connect, 2000); }
    });
    stream.addEventListener("key", (event) => { key = event.data; if (current()) presence(current()); });
    stream.addEventListener("news", news);
    stream.addEventListener("stale", (event) => { last = event.lastEventId; refresh(); });
    stream.addEventListener("present", (event) => { others = JSON.parse(event.data); tellOthers(); });
  };
  // A browser has few connections to one desk: a page that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { stream?.close(); stream = null; } else connect();
  });

  learn();
  if (article) {
    const inner = $("#card [data-claim]");
    if (inner) { wanted = current(); seen.set(wanted, Number(inner.dataset.last)); light(wanted, /[?&](claim|page)=/.test(location.search)); near(); }
    document.documentElement.dataset.ready = "1";
  }
  removeEventListener("keydown", keepEarly);
  if (article && single) late();
  else early.length = 0;
  connect();
})();
