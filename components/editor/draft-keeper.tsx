"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { sentEvent } from "@/components/ui/use-form";
import type { FormState } from "@/lib/form-state";
import { type Draft, fill, forgetOld, keep, read, take } from "./draft";
import { draftEvent } from "./draft-event";
import styles from "./draft-keeper.module.css";

type DraftKeeperProps = {
  /** What is written here and about what: `evidence:<claimId>`, `rebuttal:<parentId>`, `edit:<id>`. */
  draftKey: string;
  /** Under which it was kept before, where what it is about went into something else. */
  formerKeys?: string[] | undefined;
  state: FormState<unknown>;
};

/**
 * Keeps what is written in the form around it on this device, through reload, sign-in and refusal, until it was sent or
 * is thrown away. Put it last in the form.
 */
export function DraftKeeper({ draftKey, formerKeys = none, state }: DraftKeeperProps) {
  const place = useRef<HTMLDivElement>(null);
  const sentFrom = useRef<string>(undefined);
  const discarded = useRef<Draft>(undefined);
  const [says, setSays] = useState<"nothing" | "kept" | "back" | "discarded">("nothing");
  const refused = useRef(state.status === "refused");

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const save = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      const kept = keep(draftKey, take(form));
      mark(form, kept);
      setSays((before) => (kept ? (before === "back" ? before : "kept") : before === "discarded" ? before : "nothing"));
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(save, 400);
    };
    const send = () => {
      soon();
      save();
      sentFrom.current = location.href;
    };
    // The page may be left before the form's new state arrives here.
    const sent = () => {
      if (sentFrom.current !== undefined) forget(draftKey, form);
    };

    forgetOld();
    // A form that comes back from the server refused has what was typed in it already.
    const draft = refused.current ? undefined : takeOver(draftKey, formerKeys);
    const restore = () => {
      if (!draft) return;
      putBack(form, draft);
      setSays("back");
    };
    // What is folded away stays as it is until somebody unfolds it, the editor unloaded; its summary says that it is there.
    const folded = form.closest<HTMLDetailsElement>("details:not([open])");
    if (folded) folded.addEventListener("toggle", restore, { once: true });
    else restore();
    if (draft) mark(form, true);
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", send);
    addEventListener("pagehide", save);
    addEventListener(sentEvent, sent);
    return () => {
      save();
      folded?.removeEventListener("toggle", restore);
      form.removeEventListener("input", soon);
      form.removeEventListener("change", soon);
      form.removeEventListener("submit", send);
      removeEventListener("pagehide", save);
      removeEventListener(sentEvent, sent);
      // Gone from the page it was sent from, without a refusal: the action took it and led elsewhere.
      if (sentFrom.current !== undefined && sentFrom.current !== location.href) {
        forget(draftKey, form);
        empty(form);
      }
    };
  }, [draftKey, formerKeys]);

  useEffect(() => {
    if (state.status === "refused") sentFrom.current = undefined;
    if (state.status !== "done") return;
    sentFrom.current = undefined;
    forget(draftKey, place.current?.closest("form"));
    setSays("nothing");
  }, [state, draftKey]);

  function discard() {
    const form = place.current?.closest("form");
    if (!form) return;
    discarded.current = take(form);
    forget(draftKey, form);
    empty(form);
    setSays("discarded");
  }

  function bringBack() {
    const form = place.current?.closest("form");
    if (!form || !discarded.current) return;
    mark(form, keep(draftKey, discarded.current));
    putBack(form, discarded.current);
    setSays("kept");
  }

  return (
    <div ref={place} className={styles.kept} role="status">
      {says === "kept" && "Draft kept on this device. "}
      {says === "back" && "Your draft is back. It is kept on this device. "}
      {says === "discarded" && "Draft discarded. "}
      {(says === "kept" || says === "back") && (
        <Button kind="quiet" type="button" onClick={discard}>
          Discard it
        </Button>
      )}
      {says === "discarded" && (
        <Button kind="quiet" type="button" onClick={bringBack}>
          Bring it back
        </Button>
      )}
    </div>
  );
}

const none: string[] = [];

/** The draft under the key; the first under a former one becomes it where there is none. */
function takeOver(draftKey: string, formerKeys: string[]): Draft | undefined {
  const own = read(draftKey);
  const former = own ? undefined : formerKeys.find((key) => read(key));
  if (former === undefined) return own;
  const draft = read(former);
  if (keep(draftKey, draft)) keep(former, undefined);
  return draft;
}

function forget(draftKey: string, form: HTMLFormElement | null | undefined) {
  keep(draftKey, undefined);
  if (form) mark(form, false);
}

/** For the style of what the form is folded into. */
function mark(form: HTMLFormElement, kept: boolean) {
  form.closest("details")?.toggleAttribute("data-draft", kept);
}

function putBack(form: HTMLFormElement, draft: Draft) {
  fill(form, draft);
  form.dispatchEvent(new Event(draftEvent));
  // Once more for the fields that appear because of what was filled in.
  setTimeout(() => fill(form, draft));
}

function empty(form: HTMLFormElement) {
  form.reset();
  for (const field of form.querySelectorAll<HTMLInputElement>('input[type="hidden"][name="document"]'))
    field.value = "";
  form.dispatchEvent(new Event(draftEvent));
}
