// Writing without markup: the blocks of a text in a ProseMirror editor. The server says what the
// blocks are and writes them (text/rich); here is what can be done with them. Blocks that nobody has
// touched are sent as numbers, so that their lines stay as they are.

import * as tiptap from "../django_prose_editor/editor.js";
import { cleanHtml, cleanText } from "./paste.js";

const { Editor, Extension, Node, Plugin } = tiptap;
const BLOCK_TYPES = ["paragraph", "heading", "bulletList", "orderedList", "table", "blockquote", "horizontalRule", "locked"];
const UNLOCK = "unlock";
const MARGIN = { top: 80, right: 5, bottom: 5, left: 5 }; // pixels

/** Every block remembers which one of the text it was. */
const Numbers = Extension.create({
  name: "numbers",
  addGlobalAttributes() {
    const block = { default: null, keepOnSplit: false, rendered: false, parseHTML: () => null };
    return [{ types: BLOCK_TYPES, attributes: { block } }];
  },
});

const tight = { tight: { default: true, rendered: false, parseHTML: (list) => !list.querySelector(":scope > li > p + p") } };
const BulletList = tiptap.BulletList.extend({
  addAttributes() { return { ...this.parent?.(), ...tight }; },
  // A star or a plus at the beginning of a line is often meant as one.
  addInputRules() { return [tiptap.wrappingInputRule({ find: /^- $/, type: this.type })]; },
});
const OrderedList = tiptap.OrderedList.extend({
  addAttributes() {
    const start = { default: 1, parseHTML: (list) => Number(list.getAttribute("start")) || 1 };
    return { start, ...tight };
  },
  addInputRules() { return []; },
});
// Tab leaves the editor, always: who writes with the keyboard must get out again.
const ListItem = tiptap.ListItem.extend({
  content: "paragraph (paragraph | bulletList | orderedList)*",
  addKeyboardShortcuts() { return { Enter: () => this.editor.commands.splitListItem(this.name) }; },
});

/** An attribute that survives being cut out and pasted within the sheet; the server checks it. */
const part = (name, value) => ({
  default: value,
  parseHTML: (element) => element.getAttribute(`data-${name}`) ?? value,
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
});

const cell = {
  content: "inline*",
  addAttributes() {
    const same = (value) => ({ default: value, rendered: false, parseHTML: () => value });
    return { colspan: same(1), rowspan: same(1), colwidth: same(null), align: part("align", null) };
  },
};
const TableCell = tiptap.TableCell.extend({ ...cell, parseHTML: () => [{ tag: "td" }] });
const TableHeader = tiptap.TableHeader.extend({ ...cell, parseHTML: () => [{ tag: "th" }] });
const TableRow = tiptap.TableRow.extend({ allowGapCursor: false });
const Table = tiptap.Table.extend({
  addNodeView: null,
  renderHTML: () => ["div", { class: "table-scroll" }, ["table", ["tbody", 0]]],
  addKeyboardShortcuts() { return { Enter: ({ editor }) => cellBelow(editor) }; },
});

/** Put the cursor into the cell below; after the last line comes a new one. */
function cellBelow(editor) {
  const { $from } = editor.state.selection;
  let depth = $from.depth;
  while (depth > 0 && !/^table(Cell|Header)$/.test($from.node(depth).type.name)) depth -= 1;
  if (!depth) return false;
  const [column, row] = [$from.index(depth - 1), $from.index(depth - 2)];
  if (row === $from.node(depth - 2).childCount - 1) editor.commands.addRowAfter();
  const { state, view } = editor;
  const $at = state.selection.$from;
  const table = $at.node(depth - 2);
  let position = $at.start(depth - 2);
  for (let index = 0; index <= row; index += 1) position += table.child(index).nodeSize;
  position += 1;
  for (let index = 0; index < column; index += 1) position += table.child(row + 1).child(index).nodeSize;
  const selection = tiptap.pm.state.TextSelection.create(state.doc, position + 1);
  view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  return true;
}

const WikiLink = Node.create({
  name: "wikiLink",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() {
    return { target: part("target", ""), label: part("label", ""), text: part("text", "") };
  },
  parseHTML: () => [{ tag: "span[data-target]" }],
  renderHTML: ({ node, HTMLAttributes }) => ["span", { ...HTMLAttributes, class: "wiki-link" }, node.attrs.text],
  renderText: ({ node }) => node.attrs.text,
});

/** A block that is shown as it looks, and edited as Markdown. */
function lockedBlock(parts) {
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
        const dom = parts.locked();
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
function guarded(announce) {
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

/** A table of two columns below the block of the cursor, never inside a list. */
function newTable(chain, editor) {
  const { $from } = editor.state.selection;
  const below = $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const row = (type) => ({ type: "tableRow", content: [{ type }, { type }] });
  const table = { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] };
  return chain.insertContentAt(below, table).setTextSelection(below + 3);
}

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
      tiptap.Heading.configure({ levels: [1, 2, 3, 4, 5, 6] }), BulletList, OrderedList, ListItem,
      tiptap.Blockquote, tiptap.HardBreak, tiptap.HorizontalRule, Table, TableRow, TableCell, TableHeader,
      tiptap.Link.extend({ addKeyboardShortcuts: null, inclusive: false })
        .configure({ openOnClick: false, autolink: false, enableTarget: false, protocols: ["mailto", "tel"] }),
      WikiLink, lockedBlock(parts), Numbers, tiptap.UndoRedo, tiptap.Gapcursor, tiptap.TrailingNode,
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
