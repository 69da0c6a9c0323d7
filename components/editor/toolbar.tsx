import { type Editor, useEditorState } from "@tiptap/react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { TextKind } from "@/lib/rich-text/document";
import { Counter } from "./counter";
import styles from "./editor.module.css";
import { type Icon, icons } from "./icons";
import { LinkDialog } from "./link-dialog";

type Tool = {
  icon: Icon;
  label: string;
  /** As `aria-keyshortcuts` has it, with Control for what is Command on a Mac. */
  keys?: string;
  /** What the button puts on and takes off; without it the button does something once. */
  toggles?: string;
  at?: { level: number };
  run: (editor: Editor) => void;
  can?: (editor: Editor) => boolean;
  /** Where there is such a thing only in one kind of text. */
  only?: TextKind;
};

const everyTool: Tool[] = [
  {
    icon: "heading",
    label: "Heading",
    keys: "Control+Alt+2",
    toggles: "heading",
    at: { level: 2 },
    only: "essay",
    run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    icon: "subheading",
    label: "Lesser heading",
    keys: "Control+Alt+3",
    toggles: "heading",
    at: { level: 3 },
    only: "essay",
    run: (e) => e.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  { icon: "bold", label: "Bold", keys: "Control+B", toggles: "bold", run: (e) => e.chain().focus().toggleBold().run() },
  {
    icon: "italic",
    label: "Italic",
    keys: "Control+I",
    toggles: "italic",
    run: (e) => e.chain().focus().toggleItalic().run(),
  },
  { icon: "link", label: "Link", keys: "Control+K", toggles: "link", run: () => {} },
  {
    icon: "bullets",
    label: "Bulleted list",
    keys: "Control+Shift+8",
    toggles: "bulletList",
    run: (e) => e.chain().focus().toggleBulletList().run(),
  },
  {
    icon: "numbers",
    label: "Numbered list",
    keys: "Control+Shift+7",
    toggles: "orderedList",
    run: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  {
    icon: "quotation",
    label: "Quotation",
    keys: "Control+Shift+B",
    toggles: "blockquote",
    run: (e) => e.chain().focus().toggleBlockquote().run(),
  },
  { icon: "code", label: "Code", keys: "Control+E", toggles: "code", run: (e) => e.chain().focus().toggleCode().run() },
  {
    icon: "undo",
    label: "Undo",
    keys: "Control+Z",
    run: (e) => e.chain().focus().undo().run(),
    can: (e) => e.can().undo(),
  },
  {
    icon: "redo",
    label: "Redo",
    keys: "Control+Shift+Z",
    run: (e) => e.chain().focus().redo().run(),
    can: (e) => e.can().redo(),
  },
];

const toolsFor = (kind: TextKind) => everyTool.filter(({ only }) => only === undefined || only === kind);

/** The editor's buttons: one stop of the Tab key, and the arrow keys from one to the next. */
export function Toolbar({ editor, kind, controls }: { editor: Editor; kind: TextKind; controls: string }) {
  const tools = useMemo(() => toolsFor(kind), [kind]);
  const [stop, setStop] = useState(0);
  const [linking, setLinking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const states = useEditorState({
    editor,
    selector: () =>
      tools.map((tool) => ({
        on: tool.toggles !== undefined && editor.isActive(tool.toggles, tool.at),
        off: tool.can !== undefined && !tool.can(editor),
      })),
  });

  useEffect(() => {
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setLinking(true);
    };
    const { dom } = editor.view;
    dom.addEventListener("keydown", open);
    return () => dom.removeEventListener("keydown", open);
  }, [editor]);

  function move(event: KeyboardEvent) {
    const last = tools.length - 1;
    const next = {
      ArrowRight: stop === last ? 0 : stop + 1,
      ArrowLeft: stop === 0 ? last : stop - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    bar.current?.querySelectorAll("button")[next]?.focus();
  }

  return (
    <div className={styles.foot}>
      <div
        ref={bar}
        role="toolbar"
        aria-label="Formatting"
        aria-controls={controls}
        className={styles.toolbar}
        onKeyDown={move}
      >
        {tools.map((tool, index) => (
          <button
            key={tool.label}
            type="button"
            tabIndex={index === stop ? 0 : -1}
            aria-label={tool.label}
            title={`${tool.label} (${shown(tool.keys)})`}
            aria-keyshortcuts={onMac ? tool.keys?.replace("Control", "Meta") : tool.keys}
            aria-pressed={tool.toggles === undefined ? undefined : states[index]?.on}
            // Not `disabled`: a button that vanishes from under the arrow keys is hard to find again.
            aria-disabled={states[index]?.off}
            onFocus={() => setStop(index)}
            // A mouse that presses a button leaves the selection where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              if (states[index]?.off) return;
              if (tool.icon === "link") setLinking(true);
              else tool.run(editor);
            }}
          >
            {icons[tool.icon]}
          </button>
        ))}
      </div>
      <Counter editor={editor} kind={kind} id={`${controls}-count`} />
      {linking && <LinkDialog editor={editor} close={() => setLinking(false)} />}
    </div>
  );
}

const onMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const shown = (keys = ""): string =>
  onMac ? keys.replace("Control", "⌘").replace("Shift", "⇧").replaceAll("+", "") : keys.replace("Control", "Ctrl");
