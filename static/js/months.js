// A year of months: saves a row when somebody leaves it. Without this every row has its button.
// Needs keeping.js.
(() => {
  "use strict";

  const grid = document.querySelector("[data-months]");
  if (!grid) return;
  const busy = new Map(); // row -> the promise of what is on its way
  const dirty = new Set();
  let leaving = false;

  const rowOf = (element) => element.closest("[data-row]")?.dataset.row;
  const formOf = (key) => document.getElementById(`form-${key}`);

  // True when the row is saved, or the portal has refused it.
  const save = async (key) => {
    await busy.get(key);
    if (!dirty.delete(key)) return true;
    const sending = send(key).finally(() => busy.delete(key));
    busy.set(key, sending);
    return sending;
  };
  const saveAll = async () => {
    for (const key of [...dirty]) {
      if (!(await save(key))) return;
    }
  };
  const { post } = window.keeping(saveAll);

  const send = async (key) => {
    const form = formOf(key);
    const arrived = await post(form.action, new URLSearchParams(new FormData(form)), show);
    if (!arrived) dirty.add(key);
    return arrived;
  };

  const show = (told) => {
    for (const [name, seen] of Object.entries(told.seen)) {
      grid.querySelector(`[data-seen="${name}"]`).value = seen;
      document.getElementById(name).toggleAttribute("aria-invalid", false);
    }
    for (const name of told.refused) {
      document.getElementById(name).setAttribute("aria-invalid", "true");
    }
    for (const [name, total] of Object.entries(told.totals)) {
      grid.querySelector(`[data-total="${name}"]`).innerHTML = total;
    }
    for (const [name, share] of Object.entries(told.shares)) {
      grid.querySelector(`[data-share="${name}"]`).innerHTML = share;
    }
    for (const [name, html] of Object.entries(told.notes)) {
      const notes = grid.querySelector(`[data-notes="${name}"]`);
      notes.hidden = !html.trim();
      if (notes.firstElementChild.innerHTML.trim() !== html.trim()) {
        notes.firstElementChild.innerHTML = html;
      }
    }
  };

  grid.addEventListener("input", (event) => {
    if (event.target.matches("[data-number]")) dirty.add(rowOf(event.target));
  });
  grid.addEventListener("focusout", (event) => {
    const key = rowOf(event.target);
    const next = event.relatedTarget;
    if (key && dirty.has(key) && !(next && rowOf(next) === key)) save(key);
  });
  // Enter goes to the next month, as Tab does.
  grid.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-number]")) return;
    event.preventDefault();
    const all = [...grid.querySelectorAll("[data-number]")];
    const next = all[all.indexOf(event.target) + 1];
    if (next) {
      next.focus();
      next.select();
    } else {
      save(rowOf(event.target));
    }
  });
  document.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (dirty.size || busy.size)) event.preventDefault();
  });
})();
