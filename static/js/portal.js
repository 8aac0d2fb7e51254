// Small improvements; every page works without them.
(() => {
  "use strict";

  // The main menu folds behind a button on a narrow screen.
  const wide = window.matchMedia("(min-width: 40.0625rem)");
  for (const menu of document.querySelectorAll("[data-menu]")) {
    const button = menu.querySelector("[data-menu-button]");
    const list = document.getElementById(button.getAttribute("aria-controls"));
    const show = (open) => {
      button.hidden = wide.matches;
      button.setAttribute("aria-expanded", String(open));
      list.hidden = !wide.matches && !open;
    };
    button.addEventListener("click", () => show(list.hidden));
    wide.addEventListener("change", () => show(false));
    show(false);
  }

  // A password can be shown while it is typed; it is hidden again before it is sent.
  const dress = (root) => {
    for (const wrapper of root.querySelectorAll("[data-password]")) {
      const input = wrapper.querySelector("input");
      const button = wrapper.querySelector("button");
      const word = button.querySelector("[data-show]");
      if (!button.hidden) continue;
      const show = (visible) => {
        input.type = visible ? "text" : "password";
        word.textContent = visible ? word.dataset.hide : word.dataset.show;
      };
      button.addEventListener("click", () => show(input.type === "password"));
      input.form?.addEventListener("submit", () => show(false));
      button.hidden = false;
    }
  };
  dress(document);
  document.addEventListener("htmx:after:swap", () => dress(document));

  // The summary of what is wrong takes the focus when the page arrives.
  document.querySelector("[data-error-summary]")?.focus();
})();
