// One question above the text that is written: where a link leads, or which article it means.

/**
 * `ask` is the element with the field and its buttons; `linksUrl` answers which articles typed words
 * may mean. Returns a function `(kind, value)` that promises the answer, null for "never mind".
 */
export function question(ask, linksUrl) {
  ask.querySelector("input").addEventListener("input", async ({ target }) => {
    if (!target.list || !linksUrl || target.value.includes("|")) return;
    const answer = await fetch(`${linksUrl}&q=${encodeURIComponent(target.value)}`);
    const ideas = answer.ok ? await answer.json() : [];
    target.list?.replaceChildren(...ideas.map(({ link, title, district }) => Object.assign(
      document.createElement("option"),
      { value: link, label: district ? `${title} – ${district}` : title },
    )));
  });

  return (kind, value) => {
    const input = ask.querySelector("input");
    ask.querySelector("label").textContent = ask.dataset[kind];
    input.value = value;
    if (kind === "wikilink") input.setAttribute("list", ask.querySelector("datalist").id);
    else input.removeAttribute("list");
    ask.hidden = false;
    input.focus();
    input.select();
    return new Promise((resolve) => {
      const end = (answer) => {
        ask.hidden = true;
        resolve(answer);
      };
      ask.querySelector("[data-ask-ok]").onclick = () => end(input.value.trim());
      ask.querySelector("[data-ask-cancel]").onclick = () => end(null);
      ask.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        if (event.key === "Enter" && event.target !== input) return;
        event.preventDefault();
        end(event.key === "Enter" ? input.value.trim() : null);
      };
    });
  };
}
