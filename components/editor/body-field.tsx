"use client";

import { type ComponentType, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import type { TextKind } from "@/lib/rich-text/document";
import styles from "./body-field.module.css";
import { draftEvent } from "./draft-event";
import type { EditorProps } from "./editor";

type BodyFieldProps = {
  label: string;
  kind?: TextKind;
  state: FormState<unknown>;
  /** Markdown of what stands there before anybody writes. */
  initial?: string;
  hint?: ReactNode;
};

type Loaded = { Editor: ComponentType<EditorProps>; start: EditorProps["start"] };

/**
 * The field in which a text is written: a plain text area that takes Markdown and, in its place, from the moment in
 * which somebody begins, the editor. The form brings `markdown` from the one or `document` from the other; `bodyFrom`
 * of lib/rich-text reads either.
 */
export function BodyField({ label, kind = "contribution", state, initial = "", hint }: BodyFieldProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const carried = useRef<HTMLInputElement>(null);
  const [loaded, setLoaded] = useState<Loaded>();
  const error = faultIn(state, "body");
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");

  async function load() {
    // Should the editor not come, the text area stays, and works.
    const module = await import("./editor").catch(() => undefined);
    if (!module) return;
    const show = () => {
      const start = module.startFrom(kind, area.current, carried.current);
      if (start) flushSync(() => setLoaded((already) => already ?? { Editor: module.Editor, start }));
    };
    // In the midst of a composed character (Chinese, or an accent) the text area can't be taken away.
    if (area.current?.dataset.composing) area.current.addEventListener("compositionend", show, { once: true });
    else show();
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes to life
  useEffect(() => {
    const form = carried.current?.form;
    const follow = () => {
      if (carried.current?.value) void load();
      else setLoaded(undefined);
    };
    if (carried.current?.value || area.current === document.activeElement) void load();
    form?.addEventListener(draftEvent, follow);
    return () => form?.removeEventListener(draftEvent, follow);
  }, []);

  useEffect(() => {
    if (state.status !== "done") return;
    if (carried.current) carried.current.value = "";
    setLoaded(undefined);
  }, [state]);

  return (
    <div className={styles.field}>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className={styles.frame} data-invalid={error !== undefined}>
        {loaded ? (
          <loaded.Editor
            kind={kind}
            id={id}
            start={loaded.start}
            describedBy={described}
            invalid={!!error}
            carried={carried}
          />
        ) : (
          <>
            <textarea
              ref={area}
              id={id}
              name="markdown"
              rows={kind === "essay" ? 20 : undefined}
              defaultValue={typedIn(state, "markdown", initial)}
              aria-describedby={`${described} ${id}-markdown`}
              aria-invalid={error ? true : undefined}
              onFocus={load}
              onCompositionStart={({ currentTarget }) => {
                currentTarget.dataset.composing = "yes";
              }}
              onCompositionEnd={({ currentTarget }) => {
                delete currentTarget.dataset.composing;
              }}
            />
            <div className={styles.strip} id={`${id}-markdown`}>
              Markdown: {kind === "essay" && "## heading ### lesser heading "}**bold** *italic* [words](https://…) -
              list &gt; quotation
            </div>
          </>
        )}
      </div>
      <input type="hidden" name="document" ref={carried} autoComplete="off" />
      {error && (
        <div className={styles.error} id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}
