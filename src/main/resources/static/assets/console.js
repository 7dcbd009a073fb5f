// Pages work without this. It moves what is live, and knows some keys.
"use strict";
(() => {
  const body = document.body;
  const SECONDS = 5;

  const isLive = () => body.dataset.live === "on" && !document.hidden;
  setInterval(() => isLive() && body.dispatchEvent(new CustomEvent("tick")), SECONDS * 1000);

  // What nobody asked for prolongs no login, and replaces nothing in which somebody is at work.
  body.addEventListener("htmx:configRequest", (e) => {
    const by = e.detail.triggeringEvent;
    if (by && by.type === "tick") {
      e.detail.headers["Ponte-Tick"] = "1";
    }
  });
  body.addEventListener("htmx:beforeSwap", (e) => {
    const target = e.detail.target;
    const at = document.activeElement;
    const begun = [...target.querySelectorAll("input, select, textarea")].some((it) =>
      it.type === "checkbox" ? it.checked !== it.defaultChecked : it.type !== "hidden" && "defaultValue" in it && it.value !== it.defaultValue);
    if (begun || at !== body && target.contains(at) || target.querySelector("details[open]")) {
      e.detail.shouldSwap = false;
    }
  });

  const away = document.getElementById("away");
  const show = (it) => { away.hidden = !it; };
  body.addEventListener("htmx:sendError", () => show(true));
  body.addEventListener("htmx:responseError", (e) => show(e.detail.xhr.status >= 500));
  body.addEventListener("htmx:afterRequest", (e) => e.detail.successful && show(false));

  // A confirmation is asked for where a form says so; the server never relies on it.
  document.addEventListener("submit", (e) => {
    const words = e.target.dataset.confirm;
    if (words && !window.confirm(words)) {
      e.preventDefault();
      return;
    }
    const button = e.submitter;
    if (button && e.target.method === "post") {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("button:disabled").forEach((it) => { it.disabled = false; }));

  document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // Only one menu is open.
  document.addEventListener("click", (e) =>
    document.querySelectorAll("details.user[open]").forEach((it) => {
      if (!it.contains(e.target)) {
        it.open = false;
      }
    }));

  const rows = () => [...document.querySelectorAll("tr[data-href], article.group")].filter((it) => it.offsetParent);
  const open = (row) => { location.href = row.dataset.href; };
  document.addEventListener("click", (e) => {
    const row = e.target.closest("tr[data-href]");
    if (row && !e.target.closest("a, button, input, select, label, summary") && !String(getSelection())) {
      open(row);
    }
  });

  let go = false;
  const isTyping = (it) => it.closest("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      document.querySelectorAll("details.user[open]").forEach((it) => { it.open = false; });
    }
    if (body.dataset.keys !== "on" || e.ctrlKey || e.metaKey || e.altKey || isTyping(e.target)) {
      return;
    }
    const chosen = document.querySelector(".chosen");
    const all = rows();
    if (go) {
      go = false;
      const link = document.querySelector(`.top nav a[data-key="${CSS.escape(e.key)}"]`);
      if (link) {
        e.preventDefault();
        location.href = link.href;
      }
    } else if (e.key === "/") {
      e.preventDefault();
      document.querySelector(".search input")?.focus();
    } else if (e.key === "g") {
      go = true;
      setTimeout(() => { go = false; }, 1500);
    } else if (e.key === "?") {
      location.href = document.querySelector(".menu a[href$='/keys']").href;
    } else if ((e.key === "j" || e.key === "k") && all.length) {
      const at = all.indexOf(chosen) + (e.key === "j" ? 1 : -1);
      const next = all[Math.max(0, Math.min(all.length - 1, at))];
      chosen?.classList.remove("chosen");
      next.classList.add("chosen");
      next.scrollIntoView({ block: "nearest" });
      next.querySelector("a")?.focus({ preventScroll: true });
    } else if (e.key === "Enter" && chosen?.dataset.href && e.target === body) {
      open(chosen);
    }
  });
})();
