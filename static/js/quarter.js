// The screen of a quarter: saves row by row, pastes columns, and goes from number to number.
// Without this everything works with "Save everything". Nothing is kept in the browser.
(() => {
  "use strict";

  const form = document.querySelector("[data-quarter]");
  if (!form) return;
  const words = form.dataset;
  const status = form.querySelector("[data-status]");
  const signedOut = form.querySelector("[data-signed-out]");
  const WAIT = 1500;
  const AGAIN = [2000, 4000, 8000, 15000];

  const dirty = new Map(); // row -> timer; still to be sent
  let sending = null; // the promise of what is on its way
  let attempt = 0;
  let retry = null;
  let leaving = false;

  const rowOf = (element) => element.closest("[data-row]");
  const numbers = () => [...form.querySelectorAll("input[data-number]")];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const waits = () => dirty.size > 0 || sending !== null;

  const say = (text, isWrong = false) => {
    status.textContent = text;
    status.classList.toggle("bn-quarter__status--wrong", isWrong);
  };

  // Saving

  const touch = (row, wait = WAIT) => {
    clearTimeout(dirty.get(row));
    dirty.set(row, setTimeout(save, wait));
  };

  const save = () => {
    clearTimeout(retry);
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  };

  const send = async () => {
    while (dirty.size > 0) {
      const rows = [...dirty.keys()];
      rows.forEach((row) => clearTimeout(dirty.get(row)));
      dirty.clear();
      say(words.busy);
      const arrived = await post(rows, {});
      if (!arrived) {
        rows.forEach((row) => dirty.has(row) || dirty.set(row, 0));
        return false;
      }
    }
    return true;
  };

  const contents = (rows, button) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const row of rows) {
      for (const field of row.querySelectorAll("[name]")) {
        const isOff = field.type === "radio" && !field.checked;
        if (field.tagName !== "BUTTON" && !isOff) body.append(field.name, field.value);
      }
    }
    for (const [name, value] of Object.entries(button)) body.append(name, value);
    return new URLSearchParams(body);
  };

  // Sends rows; true when the portal has answered, also when it refused something.
  const post = async (rows, button) => {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: contents(rows, button),
        redirect: "manual",
      });
      if (answer.status === 401 || answer.status === 403) return signInFirst(answer.status);
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
      show(await answer.json());
      attempt = 0;
      signedOut.hidden = true;
      return true;
    } catch {
      say(words.offline, true);
      later();
      return false;
    }
  };

  const later = () => {
    clearTimeout(retry);
    retry = setTimeout(save, AGAIN[Math.min(attempt, AGAIN.length - 1)]);
    attempt += 1;
  };

  // Signed out, or signed in again elsewhere: the page has a new key, which the form needs.
  const signInFirst = async (status) => {
    const page = await fetch(form.action, { redirect: "manual", headers: { Accept: "text/html" } });
    const isIn = page.status === 200;
    signedOut.hidden = isIn;
    say(isIn ? words.busy : words.offline, !isIn);
    if (isIn) {
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = fresh.querySelector("[data-quarter] input[name=csrfmiddlewaretoken]");
      if (!token || (status === 403 && attempt > 2)) {
        say(words.reload, true);
        return false;
      }
      form.elements.csrfmiddlewaretoken.value = token.value;
    }
    later();
    return false;
  };

  const show = (answer) => {
    for (const [key, told] of Object.entries(answer.rows)) {
      const row = document.getElementById(`row-${key}`);
      if (!row?.dataset.row) continue;
      const notes = row.querySelector("[data-notes]");
      if (notes.innerHTML.trim() !== told.notes.trim()) notes.innerHTML = told.notes;
      if (told.seen) row.querySelector(`[name="${key}-seen"]`).value = told.seen;
      if (told.open) row.querySelector("[data-more]").open = true;
      if (told.fill) fillIn(row, key, told.fill);
      const number = row.querySelector("[data-number]");
      if (number && told.seen) {
        if (answer.refused.includes(key)) number.setAttribute("aria-invalid", "true");
        else number.removeAttribute("aria-invalid");
      }
    }
    form.querySelector("[data-count]").innerHTML = answer.count;
    say(answer.saved || words.refused, !answer.saved);
  };

  const fillIn = (row, key, values) => {
    for (const [name, value] of Object.entries(values)) {
      for (const field of row.querySelectorAll(`[name="${key}-${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
  };

  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row) touch(row);
  });
  form.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && dirty.has(row) && !row.contains(event.relatedTarget)) save();
  });
  window.addEventListener("online", () => dirty.size && save());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && waits()) event.preventDefault();
  });

  // Buttons of a row act on that row alone; the others wait until everything is saved.
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const row = button && rowOf(button);
    if (row) {
      event.preventDefault();
      clearTimeout(dirty.get(row));
      dirty.delete(row);
      await sending;
      sending = post([row], { [button.name]: button.value }).finally(() => {
        sending = null;
      });
      if (!(await sending)) touch(row);
      return;
    }
    if (waits() && signedOut.hidden) {
      event.preventDefault();
      if ((await save()) && !dirty.size) form.requestSubmit(button);
      return;
    }
    leaving = true;
  });

  // From number to number

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[name=act][value=check]"));
    } else if (event.target.matches("input[data-number]")) {
      event.preventDefault();
      const all = numbers();
      const next = all[all.indexOf(event.target) + 1];
      if (next) go(next);
      else form.querySelector("button[name=act][value=check]").focus();
    }
  });

  const go = (input) => {
    const fold = input.closest("details:not([open])");
    if (fold) fold.open = true;
    input.focus();
    input.select();
  };

  // A column that was copied from a sheet fills downwards, after a look and with one way back.

  form.addEventListener("paste", (event) => {
    if (!event.target.matches("input[data-number]")) return;
    const lines = event.clipboardData.getData("text").split(/\r?\n/);
    const column = lines.map((line) => line.split("\t")[0].trim());
    while (column.length && !column.at(-1)) column.pop();
    if (column.length < 2) return;
    event.preventDefault();
    const all = numbers();
    const fields = all.slice(all.indexOf(event.target), all.indexOf(event.target) + column.length);
    preview(event.target, column, fields);
  });

  const preview = (start, column, fields) => {
    const name = start.labels[0].textContent.trim();
    const values = { count: fields.length, name, numbers: column.slice(0, 12).join(" · ") };
    let text = fill(words.paste, values);
    if (column.length > fields.length) {
      text += `. ${fill(words.tooMany, { count: column.length - fields.length })}`;
    }
    const fillIt = () => {
      const before = fields.map((field) => field.value);
      put(fields, before.map((value, number) => column[number] || value)); // an empty line skips
      const undo = [words.undo, () => put(fields, before)];
      ask(start, fill(words.pasted, { count: fields.length }), [undo]);
    };
    ask(start, text, [[words.fill, fillIt], [words.cancel, () => start.focus()]]);
  };

  const put = (fields, values) => {
    fields.forEach((field, number) => {
      if (field.value === values[number]) return;
      field.value = values[number];
      touch(rowOf(field), 0);
    });
    fields[0].focus();
  };

  const ask = (start, text, choices) => {
    form.querySelector("[data-question]")?.remove();
    const line = document.createElement("div");
    line.dataset.question = "";
    line.className = "bn-paste";
    line.setAttribute("role", "group");
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    line.append(told);
    for (const [label, act] of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "bn-quick";
      button.textContent = label;
      button.addEventListener("click", () => {
        line.remove();
        act();
      });
      line.append(button);
    }
    rowOf(start).append(line);
    told.textContent = text;
    line.querySelector("button").focus();
  };

  // The way without scripts to paste a column is not needed.
  for (const column of form.querySelectorAll("[data-column]")) column.hidden = true;

  // A link to a row opens what it is folded in.
  const arrive = () => {
    const row = location.hash.startsWith("#row-") && document.getElementById(location.hash.slice(1));
    if (!row) return;
    for (let fold = row.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    row.scrollIntoView({ block: "center" });
    (row.querySelector("[data-number], input:checked, textarea") ?? row).focus();
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
