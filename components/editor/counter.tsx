import { type Editor, useEditorState } from "@tiptap/react";
import { useEffect, useState } from "react";
import { countCharacters, limits, type TextKind } from "@/lib/rich-text/document";
import styles from "./editor.module.css";

/** How much room is left, from four fifths of the limit on. What is read aloud waits until the writer pauses. */
export function Counter({ editor, kind, id }: { editor: Editor; kind: TextKind; id: string }) {
  const room = limits[kind].characters;
  const left = useEditorState({
    editor,
    selector: () => room - countCharacters(editor.state.doc.textContent),
  });
  const near = left <= room / 5;
  const sentence = !near
    ? ""
    : left < 0
      ? `${(-left).toLocaleString("en")} characters too many`
      : `${left.toLocaleString("en")} characters left`;

  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(sentence), 1_000);
    return () => clearTimeout(timer);
  }, [sentence]);

  return (
    <div id={id} className={styles.count} data-over={left < 0}>
      <span aria-hidden="true">{sentence}</span>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </div>
  );
}
