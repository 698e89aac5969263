// Writing without markup: the blocks of a text in a ProseMirror editor. The server says what the
// blocks are and writes them (text/rich); here is what can be done with them. Blocks that nobody has
// touched are sent as numbers, so that their lines stay as they are.

import * as tiptap from "../django_prose_editor/editor.js";
import { guarded, lockedBlock } from "./locked.js";
import { cleanHtml, cleanText } from "./paste.js";
import { NODES, newTable } from "./sheet_nodes.js";

const { Editor, Extension, Plugin } = tiptap;
const MARGIN = { top: 80, right: 5, bottom: 5, left: 5 }; // pixels

function pasting(announce) {
  return new Plugin({
    props: {
      handleDOMEvents: {
        // ProseMirror parses before `handlePaste`: what is pasted is cleaned before that.
        paste(view, event) {
          const data = event.clipboardData;
          if (!data || event.target.closest?.("[data-locked]")) return false;
          const html = data.getData("text/html");
          if (/data-pm-slice/.test(html) && !/<(script|style)/i.test(html)) return false;
          event.preventDefault();
          const clean = html ? cleanHtml(html) : { html: cleanText(data.getData("text/plain")), pictures: 0 };
          if (clean.html) view.pasteHTML(clean.html, null);
          if (clean.pictures) announce("pictures");
          return true;
        },
      },
    },
  });
}

/** What the toolbar can do; each returns whether it is on at the cursor, for `aria-pressed`. */
const COMMANDS = {
  bold: [(chain) => chain.toggleBold(), (editor) => editor.isActive("bold")],
  italic: [(chain) => chain.toggleItalic(), (editor) => editor.isActive("italic")],
  heading: [
    (chain, editor) => chain.toggleHeading({ level: editor.getAttributes("heading").level || 2 }),
    (editor) => editor.isActive("heading"),
  ],
  list: [(chain) => chain.toggleBulletList(), (editor) => editor.isActive("bulletList")],
  numbers: [(chain) => chain.toggleOrderedList(), (editor) => editor.isActive("orderedList")],
  quote: [(chain) => chain.toggleBlockquote(), (editor) => editor.isActive("blockquote")],
  table: [(chain, editor) => newTable(chain, editor)],
  row: [(chain) => chain.addRowAfter()],
  column: [(chain) => chain.addColumnAfter()],
  "no-row": [(chain) => chain.deleteRow()],
  "no-column": [(chain) => chain.deleteColumn()],
  "no-table": [(chain) => chain.deleteTable()],
  undo: [(chain) => chain.undo()],
  redo: [(chain) => chain.redo()],
};

const node = ({ node: shown, raw, html }, block) => (shown
  ? { ...shown, attrs: { ...shown.attrs, block } }
  : { type: "locked", attrs: { raw, html, block } });

/** A change as it was sent once, to go on from. */
const again = ({ keep, node: changed, raw, was }, blocks) => {
  if (keep !== undefined) return node(blocks[keep], keep);
  if (changed) return { ...changed, attrs: { ...changed.attrs, block: was ?? null } };
  return { type: "locked", attrs: { raw, html: blocks[was]?.html ?? "", block: was ?? null, edited: true } };
};

/**
 * An editor below `place`.
 * answer: of `/wiki/neu/bloecke/`: the blocks of a text, and what tells it from others. before:
 * changes to go on from. parts: `locked()` makes the element of a locked
 * block, `announce(what)` tells the reader, `toolbar()` takes the focus, `attributes` of the field.
 */
export function create(place, { blocks, of }, before, parts, onChange) {
  const shown = before ? before.map((change) => again(change, blocks)) : blocks.map(node);
  const content = shown.length ? shown : [{ type: "paragraph" }];
  const editor = new Editor({
    element: place,
    injectCSS: false,
    extensions: [
      tiptap.Document, tiptap.Paragraph, tiptap.Text, tiptap.Bold, tiptap.Italic, tiptap.Strike, tiptap.Code,
      tiptap.Heading.configure({ levels: [1, 2, 3, 4, 5, 6] }),
      tiptap.Blockquote, tiptap.HardBreak, tiptap.HorizontalRule, ...NODES,
      tiptap.Link.extend({ addKeyboardShortcuts: null, inclusive: false })
        .configure({ openOnClick: false, autolink: false, enableTarget: false, protocols: ["mailto", "tel"] }),
      lockedBlock(parts), tiptap.UndoRedo, tiptap.Gapcursor, tiptap.TrailingNode,
      Extension.create({
        name: "care",
        addProseMirrorPlugins: () => [guarded(parts.announce), pasting(parts.announce)],
        addKeyboardShortcuts: () => ({
          "Alt-F10": () => { parts.toolbar(); return true; },
          "Mod-k": () => { parts.link(); return true; },
        }),
      }),
    ],
    // The toolbar lies over the upper edge.
    editorProps: { scrollMargin: MARGIN, scrollThreshold: MARGIN, attributes: { role: "textbox", "aria-multiline": "true", ...parts.attributes } },
    content: { type: "doc", content },
    enablePasteRules: false,
    enableInputRules: ["bulletList"],
    onUpdate: onChange,
    onSelectionUpdate: () => parts.moved(),
  });
  const originals = blocks.map((block, number) => editor.schema.nodeFromJSON(node(block, number)));

  /** What `assembled` of text/rich takes: numbers of untouched blocks, and the others. */
  function changes() {
    const found = [];
    const seen = new Set(); // a block that was copied is there once as it was
    editor.state.doc.forEach((block) => {
      const was = seen.has(block.attrs.block) ? null : block.attrs.block;
      seen.add(was);
      if (was !== null && originals[was]?.eq(block)) found.push({ keep: was });
      else if (block.type.name === "locked") found.push({ raw: block.attrs.raw, was });
      else found.push({ node: block.toJSON(), was });
    });
    while (found.at(-1)?.node?.type === "paragraph" && !found.at(-1).node.content) found.pop();
    return found;
  }

  const isUntouched = (found) => found.length === blocks.length && found.every(({ keep }, index) => keep === index);

  return {
    focus: () => editor.commands.focus(),
    freeze: (frozen) => editor.setEditable(!frozen, false),
    destroy: () => editor.destroy(),
    run: (name) => COMMANDS[name]?.[0](editor.chain().focus(), editor).run(),
    isOn: (name) => Boolean(COMMANDS[name]?.[1]?.(editor)),
    inTable: () => editor.isActive("table"),
    /** The changes as they are sent; "" for none. */
    sent() {
      const found = changes();
      return isUntouched(found) ? "" : JSON.stringify({ of, changes: found });
    },
    href: () => editor.getAttributes("link").href || "",
    link(href) {
      const chain = editor.chain().focus().extendMarkRange("link");
      if (!href) return chain.unsetLink().run();
      const { empty } = editor.state.selection;
      if (!empty || editor.isActive("link")) return chain.setLink({ href }).run();
      const marks = [{ type: "link", attrs: { href } }];
      return editor.chain().focus().insertContent({ type: "text", text: href, marks }).run();
    },
    /** Link to an article: `typed` is what stands between the brackets. */
    wikiLink(typed) {
      const { state } = editor;
      const words = state.doc.textBetween(state.selection.from, state.selection.to, " ").trim();
      const [target, said = ""] = typed.replace(/^\[\[|\]\]$/g, "").split("|", 2).map((part) => part.trim());
      const label = words && words !== target ? words : said;
      const text = label || target.replace(/^.*:/, "").trim();
      return editor.chain().focus().insertContent({ type: "wikiLink", attrs: { target, label, text } }).run();
    },
  };
}
