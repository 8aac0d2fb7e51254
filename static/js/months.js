// A year of months: saves a row when somebody leaves it. Without this every row has its button.
(() => {
  "use strict";

  const grid = document.querySelector("[data-months]");
  if (!grid) return;
  const status = document.querySelector("[data-status]");
  const words = grid.dataset;
  const busy = new Map(); // row -> the promise of what is on its way
  const dirty = new Set();
  let leaving = false;

  const say = (text, isWrong = false) => {
    status.textContent = text;
    status.classList.toggle("bn-months__status--wrong", isWrong);
  };
  const rowOf = (element) => element.closest("[data-row]")?.dataset.row;
  const formOf = (key) => document.getElementById(`form-${key}`);

  const save = async (key) => {
    await busy.get(key);
    if (!dirty.delete(key)) return;
    const sending = send(key).finally(() => busy.delete(key));
    busy.set(key, sending);
    await sending;
  };

  const send = async (key) => {
    const form = formOf(key);
    say(words.busy);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
        redirect: "manual",
      });
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
      show(await answer.json());
    } catch {
      dirty.add(key);
      say(words.offline, true);
      setTimeout(() => save(key), 5000);
    }
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
    say(told.saved || words.refused, !told.saved);
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
