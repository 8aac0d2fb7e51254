// What screens share that save by themselves: they send, say how it stands, try again, and go on
// after somebody signed in on another tab. Stands beside components/keeping.html.
(() => {
  "use strict";

  const AGAIN = [2000, 4000, 8000, 15000];
  const KEYS = "input[name=csrfmiddlewaretoken]";

  // `save` sends what waits; it is called when it is worth trying again.
  window.keeping = (save) => {
    const status = document.querySelector("[data-status]");
    const signedOut = document.querySelector("[data-signed-out]");
    const words = status.dataset;
    let attempt = 0; // since the last answer
    let renewed = 0; // how often the key of the forms was renewed since then
    let retry = null;

    const say = (text, isWrong = false) => {
      status.textContent = text;
      status.classList.toggle("bn-keeping--wrong", isWrong);
    };

    const again = () => {
      if (retry === null) return;
      clearTimeout(retry);
      retry = null;
      save();
    };

    const later = (wait = AGAIN[Math.min(attempt, AGAIN.length - 1)]) => {
      clearTimeout(retry);
      retry = setTimeout(again, wait);
      attempt += 1;
    };

    // Signed out, or signed in again elsewhere: then the page has a new key, which its forms need.
    const renew = async () => {
      const here = location.pathname + location.search;
      const page = await fetch(here, { redirect: "manual", headers: { Accept: "text/html" } });
      signedOut.hidden = page.type !== "opaqueredirect"; // to where one signs in
      if (!signedOut.hidden) {
        renewed = 0;
        say(words.offline, true);
        return later();
      }
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const key = fresh.querySelector(KEYS);
      if (!page.ok || !key || renewed > 2) return say(words.reload, true);
      for (const field of document.querySelectorAll(KEYS)) field.value = key.value;
      later(renewed ? undefined : 0);
      renewed += 1;
    };

    // Sends; true when the portal has answered, also when it refused something.
    const post = async (address, body, show) => {
      say(words.busy);
      try {
        const answer = await fetch(address, {
          method: "POST",
          headers: { Accept: "application/json" },
          body,
          redirect: "manual",
        });
        if (answer.status === 401 || answer.status === 403) {
          await renew();
          return false;
        }
        if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
        const told = await answer.json();
        show(told);
        say(told.saved || words.refused, !told.saved);
      } catch {
        say(words.offline, true);
        later();
        return false;
      }
      attempt = renewed = 0;
      signedOut.hidden = true;
      return true;
    };

    window.addEventListener("online", again);
    // Who comes back from signing in on another tab does not wait.
    document.addEventListener("visibilitychange", () => document.hidden || again());
    return { post, isSignedOut: () => !signedOut.hidden };
  };
})();
