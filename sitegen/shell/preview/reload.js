// Keeps a previewed page fresh: reloads it after a good build, shows the errors of a failed one.
// Only the preview server adds this script; published files never name it.
"use strict";
(() => {
  const script = new URL(document.currentScript.src);
  const build = script.searchParams.get("build");
  const channel = new URL("events", script);
  const retryDelay = 1000;

  const css = `
    dialog { box-sizing: border-box; width: min(60rem, 100vw - 2rem); max-height: calc(100vh - 2rem); overflow: auto;
      margin: auto; padding: 1.5rem; border: 0; border-top: .4rem solid #c8102e; border-radius: .4rem;
      background: #fff; color: #1b1b1b; font: 1rem/1.5 system-ui, sans-serif; text-align: start;
      box-shadow: 0 1rem 3rem #0008; }
    dialog::backdrop { background: #000a; }
    h1 { margin: 0 0 1rem; font-size: 1.25rem; line-height: 1.3; }
    ul { margin: 0 0 1rem; padding: 0; list-style: none; }
    li { margin: 0; padding: .75rem 0; border-top: 1px solid #ccc; overflow-wrap: anywhere; }
    .place, .message { display: block; white-space: pre-wrap; unicode-bidi: isolate; }
    .place { color: #a00d24; font: 600 .95rem/1.5 ui-monospace, monospace; }
    p { margin: 0 0 1rem; color: #4a4a4a; }
    button { padding: .5rem 1rem; border: 1px solid #1b1b1b; border-radius: .3rem; background: #1b1b1b; color: #fff;
      font: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid #1a6bd6; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      dialog { background: #1d1f21; color: #f2f2f2; }
      .place { color: #ff9aa8; } p { color: #c4c4c4; } li { border-color: #4a4a4a; }
      button { background: #f2f2f2; color: #1b1b1b; }
    }
    @media print { dialog { display: none; } }`;

  let source = null;
  let retry = 0;
  let overlay = null;
  let told = "[]";

  // Error lines quote strangers' files, so they only ever become text.
  const element = (name, text, properties = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return made;
  };

  const row = (line) => {
    const [, place, message] = /^(\S.*?:\d+): (.*)$/s.exec(line) ?? [null, "", line];
    const item = element("li", "");
    if (place) item.append(element("code", place, { className: "place" }));
    item.append(element("span", message, { className: "message" }));
    return item;
  };

  const draw = (errors) => {
    const host = element("sitegen-errors", "");
    const root = host.attachShadow({ mode: "open" });
    // A constructed sheet also works where the site's own policy forbids inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const dialog = element("dialog", "");
    dialog.lang = "en";
    dialog.dir = "ltr";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "title");
    dialog.setAttribute("aria-describedby", "errors");
    const title = errors.length === 1 ? "The build stopped at an error" : `The build stopped at ${errors.length} errors`;
    const list = element("ul", "", { id: "errors" });
    list.append(...errors.map(row));
    const close = element("button", "Close", { type: "button" });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => host.remove());
    dialog.append(
      element("h1", title, { id: "title" }),
      list,
      element("p", "Behind this note is the last good build. Escape closes the note."),
      close,
    );
    root.append(dialog);
    document.documentElement.append(host);
    dialog.showModal();
    return dialog;
  };

  // A dismissed note stays away until there is something else to tell.
  const tell = (errors) => {
    const telling = JSON.stringify(errors);
    if (telling === told) return;
    told = telling;
    overlay?.close();
    overlay = errors.length ? draw(errors) : null;
  };

  const receive = (state) => {
    if (state.build !== build) {
      disconnect();
      location.reload();
    } else {
      tell(state.errors);
    }
  };

  const disconnect = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const connect = () => {
    disconnect();
    source = new EventSource(channel);
    source.addEventListener("message", (event) => receive(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, retryDelay);
    });
  };

  // Browsers allow six connections to a host: hidden pages give theirs up, and catch up when they are shown again.
  const follow = () => (document.visibilityState === "hidden" ? disconnect() : connect());

  document.addEventListener("visibilitychange", follow);
  follow();
})();
