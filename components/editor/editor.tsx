"use client";

import { Selection } from "@tiptap/pm/state";
import { EditorContent, useEditor } from "@tiptap/react";
import { type RefObject, useEffect } from "react";
import prose from "@/components/contributions/prose.module.css";
import type { TextKind } from "@/lib/rich-text/document";
import { extensions } from "@/lib/rich-text/schema";
import styles from "./editor.module.css";
import { cleanPaste } from "./paste";
import type { Start } from "./start";
import { Toolbar } from "./toolbar";

export { startFrom } from "./start";

export type EditorProps = {
  kind: TextKind;
  id: string;
  start: Start;
  describedBy: string;
  invalid: boolean;
  /** The form's field that holds the document as JSON, empty while nothing is written. */
  carried: RefObject<HTMLInputElement | null>;
};

const underToolbar = { top: 5, right: 0, bottom: 80, left: 0 };

/** The editor itself. It and all of Tiptap come in a chunk of their own, when somebody begins to write. */
export function Editor({ kind, id, start, describedBy, invalid, carried }: EditorProps) {
  const editor = useEditor({
    extensions: extensions[kind],
    content: start.document?.toJSON() ?? null,
    immediatelyRender: true,
    // A style element would be refused by the Content-Security-Policy; editor.module.css has what it holds.
    injectCSS: false,
    editorProps: {
      attributes: {
        id,
        role: "textbox",
        class: `${styles.content} ${prose.prose}`,
        "aria-multiline": "true",
        "aria-labelledby": `${id}-label`,
        "aria-describedby": `${describedBy} ${id}-count`,
        ...(invalid && { "aria-invalid": "true" }),
      },
      transformPastedHTML: (html) => cleanPaste(html, kind),
      // The caret's line is not to hide beneath the toolbar, which sticks to the foot of the window.
      scrollMargin: underToolbar,
      scrollThreshold: underToolbar,
    },
  });

  useEffect(() => {
    const carry = () => {
      if (carried.current) carried.current.value = editor.isEmpty ? "" : JSON.stringify(editor.getJSON());
    };
    const carryAndTell = () => {
      carry();
      // For whoever keeps the draft: a change by the toolbar is one that the browser doesn't speak of.
      carried.current?.dispatchEvent(new Event("input", { bubbles: true }));
    };
    carry();
    editor.on("update", carryAndTell);
    return () => {
      editor.off("update", carryAndTell);
    };
  }, [editor, carried]);

  useEffect(() => {
    const { view } = editor;
    if (start.caret !== undefined) {
      view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(start.caret))));
      view.focus();
    }
    // The label is bound to a form's element, which this is none of.
    const label = document.getElementById(`${id}-label`);
    const focus = () => view.focus();
    label?.addEventListener("click", focus);
    return () => label?.removeEventListener("click", focus);
  }, [editor, start, id]);

  return (
    <>
      <EditorContent editor={editor} className={styles.page} />
      <Toolbar editor={editor} kind={kind} controls={id} />
    </>
  );
}
