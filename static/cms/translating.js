// Wagtail-localize's editor says some things in English, whatever the language is; put our words there.
{
  const words = JSON.parse(document.currentScript?.dataset.words || "{}");
  const languages = JSON.parse(document.currentScript?.dataset.languages || "[]");
  const into = words["%(source)s to %(target)s translation"] || "";
  const said = (text) => {
    const [, source, target] = /^\s*(.+) to (.+) translation\s*$/.exec(text) || [];
    return languages.includes(source) ? into.replace("%(source)s", source).replace("%(target)s", target) : words[text.trim()];
  };
  const put = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const typed = nodes.currentNode.parentElement.closest("[contenteditable], textarea, li"); // not ours
      const better = !typed && said(nodes.currentNode.data);
      if (better && better !== nodes.currentNode.data) nodes.currentNode.data = better;
    }
  };
  const frame = document.querySelector(".js-translation-editor");
  if (frame) {
    new MutationObserver(() => put(frame)).observe(frame, { childList: true, subtree: true, characterData: true });
    put(frame);
  }
}
// Wagtail-localize's editor says no more than "error" when a sentence is not saved. Show the answer,
// which has both texts in it; and let the form that publishes name the page it was pressed on.
{
  const editor = document.querySelector(".js-translation-editor[data-base]");
  if (editor) {
    const send = window.fetch;
    window.fetch = async (address, options = {}) => {
      const answer = await send(address, options);
      if (answer.status === 409 && ["PUT", "DELETE"].includes(options.method)) show(await answer.clone().json());
      return answer;
    };
    document.addEventListener("submit", (event) => {
      if (!editor.contains(event.target) || event.target.elements.base) return;
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "base", value: editor.dataset.base });
      event.target.append(input);
    }, true);
  }

  function show(said) {
    const line = document.createElement("p");
    line.setAttribute("role", "alert");
    line.className = "help-block help-critical";
    line.textContent = said.detail;
    editor.before(line);
    line.scrollIntoView({ block: "center" });
  }
}
