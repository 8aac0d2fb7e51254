// The screen of a quarter: saves row by row, pastes columns, and goes from number to number.
// Without this everything works with "Save everything". Needs keeping.js.
(() => {
  "use strict";

  const form = document.querySelector("[data-quarter]");
  if (!form) return;
  const words = form.dataset;
  const WAIT = 1500;

  const dirty = new Map(); // row -> timer; still to be sent
  let sending = null; // the promise of what is on its way
  let leaving = false;

  const rowOf = (element) => element.closest("[data-row]");
  const numbers = () => [...form.querySelectorAll("input[data-number]")];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const waits = () => dirty.size > 0 || sending !== null;

  // Saving

  const touch = (row, wait = WAIT) => {
    clearTimeout(dirty.get(row));
    dirty.set(row, setTimeout(save, wait));
  };

  const save = () => {
    if (!dirty.size) return sending ?? Promise.resolve(true);
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  };
  const { post, isSignedOut } = window.keeping(save);

  const send = async () => {
    while (dirty.size > 0) {
      const rows = [...dirty.keys()];
      rows.forEach((row) => clearTimeout(dirty.get(row)));
      dirty.clear();
      const arrived = await put(rows, {});
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

  const put = (rows, button) => post(form.action, contents(rows, button), show);

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
      sending = put([row], { [button.name]: button.value }).finally(() => {
        sending = null;
      });
      if (!(await sending)) touch(row);
      return;
    }
    if (waits() && !isSignedOut()) {
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
      fillAll(fields, before.map((value, number) => column[number] || value)); // an empty line skips
      const undo = [words.undo, () => fillAll(fields, before)];
      ask(start, fill(words.pasted, { count: fields.length }), [undo]);
    };
    ask(start, text, [[words.fill, fillIt], [words.cancel, () => start.focus()]]);
  };

  const fillAll = (fields, values) => {
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
