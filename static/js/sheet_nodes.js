// What a text that is written without markup consists of (text/rich/schema.py), for ProseMirror.

import * as tiptap from "../django_prose_editor/editor.js";

const { Extension, Node } = tiptap;
const BLOCK_TYPES = ["paragraph", "heading", "bulletList", "orderedList", "table", "blockquote", "horizontalRule", "locked", "picture"];

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
export const part = (name, value) => ({
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

/** A table of two columns below the block of the cursor, never inside a list. */
export function newTable(chain, editor) {
  const { $from } = editor.state.selection;
  const below = $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const row = (type) => ({ type: "tableRow", content: [{ type }, { type }] });
  const table = { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] };
  return chain.insertContentAt(below, table).setTextSelection(below + 3);
}

export const NODES = [
  Numbers, BulletList, OrderedList, ListItem, Table, TableRow, TableCell, TableHeader, WikiLink,
];
