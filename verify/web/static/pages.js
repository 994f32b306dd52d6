// Versions and sources: copying, and merging by drag or with the key m. Both also work without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (words) => { $("#notice").textContent = words; };

  // The silent edits, copied

  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say("Copied.");
      } catch {
        say(document.execCommand("copy") ? "Copied." : "The browser does not let it be copied: the words are selected.");
      }
    });
  });

  // Sources: one is held, and put onto another

  const ours = (event) => !(event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) && $("#single").checked;
  const typing = (event) => event.target.closest("input:not([type=checkbox]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !$("#search") || !ours(event) || typing(event)) return;
    event.preventDefault();
    $("#search").focus();
  });

  const list = $("[data-merge]");
  const dialog = $("#confirm");
  if (!list || !dialog) return;
  let held = null;
  let left = null; // the row to go back to when nothing was merged
  const nameOf = (row) => row.dataset.name;
  const put = (from, into) => {
    for (const [part, value] of [["name", from], ["into", into]]) {
      all(`[data-told=${part}]`, dialog).forEach((one) => { one.textContent = value; });
      $(`[data-field=${part}]`, dialog).value = value;
    }
  };
  const ask = (from, into) => {
    if (from === into) return;
    left = into;
    put(nameOf(from), nameOf(into));
    dialog.showModal();
  };
  const hold = (row) => {
    held?.classList.remove("held");
    held = row;
    row?.classList.add("held");
  };
  $("[data-swap]", dialog).addEventListener("click", () => {
    put($("[data-field=into]", dialog).value, $("[data-field=name]", dialog).value);
  });
  $("[data-close]", dialog).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    hold(null);
    $("a.name", left)?.focus();
    say("Nothing was merged.");
  });

  list.dataset.ready = "1";
  all("li", list).forEach((row) => {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      hold(row);
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", nameOf(row));
    });
    row.addEventListener("dragend", () => { if (!dialog.open) hold(null); });
    row.addEventListener("dragover", (event) => {
      if (!held || held === row) return;
      event.preventDefault();
      row.classList.add("over");
    });
    row.addEventListener("dragleave", (event) => {
      if (!row.contains(event.relatedTarget)) row.classList.remove("over");
    });
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      row.classList.remove("over");
      if (held) ask(held, row);
    });
  });

  document.addEventListener("keydown", (event) => {
    if (!ours(event)) return;
    const row = event.target.closest("[data-merge] > li");
    if (event.key === "Escape" && held) {
      hold(null);
      say("No source is held.");
    } else if (event.key === "m" && row && !typing(event)) {
      event.preventDefault();
      if (held && held !== row) ask(held, row);
      else if (held === row) { hold(null); say("No source is held."); }
      else { hold(row); say(`${nameOf(row)} is held: go to the name that stays and press m, or Esc.`); }
    }
  });
})();
