// A picture in a text that is written without markup: shown with fields for what is said of it. Its
// node holds number and words only; what is shown of each picture comes from the server, which tells
// of those that the writer may see.

import * as tiptap from "../django_prose_editor/editor.js";
import { part } from "./sheet_nodes.js";

const { Node, Plugin } = tiptap;
const { Selection } = tiptap.pm.state;
const { closeHistory } = tiptap.pm.history; // what is done by a button is undone by itself
const NAME = "picture";
const WORDS = ["alt", "caption"];
let count = 0; // of fields, for their labels

const isEmpty = (node) => node.type.name === "paragraph" && !node.content.size;

/** Put the block at `position` one further up or down; say where it stands then, or -1 at the ends. */
function move(editor, position, isUp) {
  const { doc, tr } = editor.state;
  const node = doc.nodeAt(position);
  const index = doc.resolve(position).index(0);
  const other = doc.maybeChild(index + (isUp ? -1 : 1));
  // The empty line at the end is none of the text.
  if (!other || (!isUp && index + 2 === doc.childCount && isEmpty(other))) return -1;
  const to = position + (isUp ? -other.nodeSize : other.nodeSize);
  editor.view.dispatch(closeHistory(tr).delete(position, position + node.nodeSize).insert(to, node));
  return to;
}

/** Put the cursor into the words next to `position`: after (1) or before it (-1). */
function near(transaction, position, way) {
  const at = transaction.doc.resolve(position);
  const found = Selection.findFrom(at, way, true) || Selection.findFrom(at, -way, true) || Selection.near(at, way);
  return transaction.setSelection(found).scrollIntoView();
}

function goOn(editor, transaction) {
  editor.view.dispatch(transaction);
  editor.view.focus();
}

/** Fill the fields of a picture; `said` is what it says itself, where the text says nothing. */
function fill(dom, attrs, said) {
  for (const name of WORDS) {
    const field = dom.querySelector(`[data-picture-${name}]`);
    const hint = dom.querySelector(`[data-picture-own-${name}]`);
    if (field.value !== attrs[name]) field.value = attrs[name];
    hint.hidden = Boolean(attrs[name] || !said[name]);
    hint.querySelector("[data-own]").textContent = said[name];
  }
}

/**
 * The block of a picture. parts: as for `create` of visual.js; pictures: what is shown of each, by its
 * number: `html`, and its own `alt` and `caption`.
 */
export function pictureBlock(parts, pictures) {
  return Node.create({
    name: NAME,
    group: "block",
    atom: true,
    draggable: false,
    addAttributes() {
      const number = { ...part("number", 0), parseHTML: (figure) => Number(figure.dataset.number) || 0 };
      return { number, alt: part("alt", ""), caption: part("caption", "") };
    },
    parseHTML: () => [{ tag: "figure[data-number]" }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
    addKeyboardShortcuts() {
      return {
        Enter: ({ editor }) => {
          const { node, from } = editor.state.selection;
          return node?.type.name === NAME && enter(editor, from);
        },
      };
    },
    addNodeView() {
      return ({ node, editor, getPos }) => {
        const dom = parts.part(NAME);
        const said = pictures[node.attrs.number];
        const label = dom.getAttribute("aria-label");
        const shown = dom.querySelector("[data-picture-shown]");
        const draw = (attrs) => {
          if (said) fill(dom, attrs, said);
          const words = said && (attrs.alt || said.alt);
          dom.setAttribute("aria-label", words ? `${label}: ${words.slice(0, 60)}` : label);
        };
        const moved = (isUp) => {
          const to = move(editor, getPos(), isUp);
          parts.announce(to < 0 ? "pictureEnd" : "pictureMoved");
          if (to >= 0) editor.view.nodeDOM(to)?.querySelector(`[data-picture-${isUp ? "up" : "down"}]`).focus();
        };
        dom.contentEditable = "false";
        dom.querySelector("[data-picture-words]").hidden = !said;
        dom.querySelector("[data-picture-closed]").hidden = Boolean(said);
        // The server has made this HTML; the content policy refuses scripts besides.
        if (said) shown.innerHTML = said.html;
        // The fields below say what is to be seen.
        for (const image of shown.querySelectorAll("img")) Object.assign(image, { alt: "", draggable: false });
        for (const name of WORDS) {
          const field = dom.querySelector(`[data-picture-${name}]`);
          field.id = `picture-words-${(count += 1)}`;
          dom.querySelector(`[data-picture-label-${name}]`).htmlFor = field.id;
          const hint = dom.querySelector(`[data-picture-own-${name}]`);
          hint.id = `${field.id}-own`;
          field.setAttribute("aria-describedby", hint.id);
          field.oninput = () => {
            const { attrs } = editor.state.doc.nodeAt(getPos());
            const words = field.value.replace(/\s*\n\s*/g, " ");
            editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, { ...attrs, [name]: words }));
          };
          field.onkeydown = (event) => {
            if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
            event.preventDefault();
            goOn(editor, near(editor.state.tr, getPos() + 1, 1));
          };
        }
        dom.querySelector("[data-picture-up]").onclick = () => moved(true);
        dom.querySelector("[data-picture-down]").onclick = () => moved(false);
        dom.querySelector("[data-picture-remove]").onclick = () => {
          const position = getPos();
          goOn(editor, near(closeHistory(editor.state.tr).delete(position, position + 1), position, -1));
        };
        draw(node.attrs);
        return {
          dom,
          update: (next) => {
            if (next.type.name !== NAME || next.attrs.number !== node.attrs.number) return false;
            draw(next.attrs);
            return true;
          },
          // Not as ProseMirror does it: in what can be dragged some browsers let nobody mark words.
          selectNode: () => dom.classList.add("ProseMirror-selectednode"),
          deselectNode: () => dom.classList.remove("ProseMirror-selectednode"),
          stopEvent: () => true,
          ignoreMutation: () => true,
        };
      };
    },
  });
}

/** Go into the first field of the picture at `position`; say whether it has one. */
function enter(editor, position) {
  const words = editor.view.nodeDOM(position)?.querySelector("[data-picture-words]");
  if (!words || words.hidden) return false;
  words.querySelector("textarea").focus();
  return true;
}

/** Put a picture that was chosen below the block of the cursor, and go to its words. */
export function putPicture(editor, pictures, { number, said }) {
  const { selection, schema, tr } = editor.state;
  const { $from } = selection;
  const below = $from.depth ? $from.after(1) : selection.to;
  pictures[number] = said;
  const node = schema.nodes[NAME].create({ number, alt: said.alt });
  editor.view.dispatch(near(closeHistory(tr).insert(below, node), below + 1, 1));
  enter(editor, below);
  return true;
}

const numberOfPictures = (doc) => doc.children.filter((node) => node.type.name === NAME).length;

/** Say when a picture comes or goes, in whatever way; letters typed on a chosen one do not replace it. */
export function watched(announce) {
  return new Plugin({
    props: {
      handleTextInput: ({ state }) => state.selection.node?.type.name === NAME,
    },
    view: () => ({
      update({ state }, before) {
        const more = numberOfPictures(state.doc) - numberOfPictures(before.doc);
        if (more) announce(more > 0 ? "pictureIn" : "pictureOut");
      },
    }),
  });
}
