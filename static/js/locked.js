// A part of a text that is shown as it looks and changed as Markdown (text/rich): it goes by its own
// button only.

import * as tiptap from "../django_prose_editor/editor.js";

const { Node, Plugin } = tiptap;
const UNLOCK = "unlock";

/** A block that is shown as it looks, and edited as Markdown. */
export function lockedBlock(parts) {
  return Node.create({
    name: "locked",
    group: "block",
    atom: true,
    draggable: false,
    addAttributes() {
      const own = (value) => ({ default: value, rendered: false });
      return { raw: own(""), html: own(""), edited: own(false) };
    },
    parseHTML: () => [],
    renderHTML: () => ["div"],
    addNodeView() {
      return ({ node, editor, getPos }) => {
        const dom = parts.part("locked");
        const shown = dom.querySelector("[data-locked-shown]");
        const source = dom.querySelector("[data-locked-source]");
        const area = source.querySelector("textarea");
        const draw = (attrs) => {
          // The server has sanitised this HTML; the content policy refuses scripts besides.
          if (!attrs.edited) shown.innerHTML = attrs.html;
          else shown.replaceChildren(Object.assign(document.createElement("pre"), { textContent: attrs.raw }));
        };
        const change = (transaction) => editor.view.dispatch(transaction.setMeta(UNLOCK, true));
        draw(node.attrs);
        dom.setAttribute("aria-label", `${dom.getAttribute("aria-label")}: ${shown.textContent.trim().slice(0, 40)}`);
        dom.contentEditable = "false";
        dom.querySelector("[data-locked-edit]").onclick = () => {
          area.value = editor.state.doc.nodeAt(getPos()).attrs.raw;
          source.hidden = false;
          area.focus();
        };
        // At once: who saves without "Done" has typed it all the same.
        area.oninput = () => {
          const { attrs } = editor.state.doc.nodeAt(getPos());
          change(editor.state.tr.setNodeMarkup(getPos(), null, { ...attrs, raw: area.value, edited: true }));
        };
        dom.querySelector("[data-locked-done]").onclick = () => {
          source.hidden = true;
          editor.commands.focus();
        };
        dom.querySelector("[data-locked-remove]").onclick = () => {
          change(editor.state.tr.delete(getPos(), getPos() + 1));
          editor.commands.focus();
        };
        return {
          dom,
          update: (next) => {
            if (next.type.name !== "locked") return false;
            draw(next.attrs);
            return true;
          },
          stopEvent: () => true,
          ignoreMutation: () => true,
        };
      };
    },
  });
}

/** Backspace must not take what cannot be seen as text: locked blocks go by their own button only. */
export function guarded(announce) {
  const locked = (doc) => {
    const found = new Map();
    doc.forEach((node) => { if (node.type.name === "locked") found.set(node.attrs.block, node); });
    return found;
  };
  return new Plugin({
    filterTransaction(transaction, state) {
      if (!transaction.docChanged || transaction.getMeta(UNLOCK) || transaction.getMeta("history$")) return true;
      const after = locked(transaction.doc);
      for (const [number, node] of locked(state.doc)) {
        if (after.get(number)?.eq(node)) continue;
        announce("locked");
        return false;
      }
      return true;
    },
  });
}
