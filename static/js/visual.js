// Writing without markup: the blocks of a text in a ProseMirror editor. The server says what the
// blocks are and writes them (text/rich); here is what can be done with them. Blocks that nobody has
// touched are sent as numbers, so that their lines stay as they are.

import * as tiptap from "../django_prose_editor/editor.js";
import { guarded, lockedBlock } from "./locked.js";
import { cleanHtml, cleanText } from "./paste.js";
import { pictureBlock, putPicture, watched } from "./picture_part.js";
import { NODES, newTable } from "./sheet_nodes.js";

const { Editor, Extension, Plugin } = tiptap;
const MARGIN = { top: 80, right: 5, bottom: 5, left: 5 }; // pixels

/** What comes from outside, by the clipboard or the mouse, is cleaned before the editor parses it. */
function pasting(announce, editor) {
  let own = null; // the words that were copied here: they may keep what only this editor knows

  function insert(view, data) {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    const clean = html ? cleanHtml(html) : { html: cleanText(text), pictures: data.files.length };
    if (clean.html) view.pasteHTML(clean.html, null);
    if (clean.pictures) announce("pictures");
  }

  return new Plugin({
    props: {
      clipboardTextSerializer({ content }) {
        own = content.textBetween(0, content.size, "\n\n", ({ attrs }) => attrs.text || attrs.alt || " ");
        return own;
      },
      handleDOMEvents: {
        // ProseMirror parses before `handlePaste`.
        paste(view, event) {
          const data = event.clipboardData;
          if (!data || event.target.closest?.("[data-part]")) return false;
          if (own !== null && own === data.getData("text/plain").replaceAll("\r\n", "\n")) return false;
          event.preventDefault();
          insert(view, data);
          return true;
        },
        drop(view, event) {
          if (view.dragging || !event.dataTransfer) return false;
          event.preventDefault();
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (at) editor.commands.setTextSelection(at.pos);
          insert(view, event.dataTransfer);
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

/** What a block reads as, wherever it comes from. */
const reads = (block) => JSON.stringify({ ...block.toJSON(), attrs: { ...block.attrs, block: null } });

/**
 * An editor below `place`.
 * answer: of `/wiki/neu/bloecke/`: the blocks of a text, what tells it from others, and its pictures.
 * before: changes to go on from. parts: `part(name)` makes the element of a locked block or a picture,
 * `announce(what)` tells the reader, `toolbar()` takes the focus, `attributes` of the field.
 */
export function create(place, { blocks, of, pictures }, before, parts, onChange) {
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
      lockedBlock(parts), pictureBlock(parts, pictures), tiptap.UndoRedo, tiptap.Gapcursor, tiptap.TrailingNode,
      Extension.create({
        name: "care",
        addProseMirrorPlugins() { return [guarded(parts.announce), watched(parts.announce), pasting(parts.announce, this.editor)]; },
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
  const numbersOf = Map.groupBy ? Map.groupBy(originals.keys(), (number) => reads(originals[number])) : new Map();

  /** What `assembled` of text/rich takes: numbers of untouched blocks, and the others. */
  function changes() {
    const shown = editor.state.doc.children;
    const seen = new Set(); // a block that was copied is there once as it was
    const kept = shown.map((block) => {
      const was = block.attrs.block;
      return !seen.has(was) && originals[was]?.eq(block) && seen.add(was) ? was : null;
    });
    const found = shown.map((block, index) => {
      // A block that has lost its number (Enter before its first word) is still the one it reads as.
      const keep = kept[index] ?? numbersOf.get(reads(block))?.find((number) => !seen.has(number));
      const was = seen.has(block.attrs.block) ? null : block.attrs.block;
      seen.add(keep ?? was);
      if (keep !== undefined) return { keep };
      return block.type.name === "locked" ? { raw: block.attrs.raw, was } : { node: block.toJSON(), was };
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
    picture: (chosen) => putPicture(editor, pictures, chosen),
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
