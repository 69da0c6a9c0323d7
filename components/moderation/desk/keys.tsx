"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import styles from "./deck.module.css";
import { focusFirst } from "./focus-first";

const kept = "desk keys";

export type KeysState = {
  on: boolean;
  toggle: (on: boolean) => void;
  /** After the page is there: without a script there are no keys. */
  there: boolean;
  help: RefObject<HTMLDialogElement | null>;
};

/**
 * The desk's keys press what carries `data-key` on the item that is shown. They sleep while something is typed, with
 * every modifier, while a form or a dialog is open, and where somebody switched them off.
 */
export function useKeys(deck: RefObject<HTMLElement | null>, own: Record<string, () => void>): KeysState {
  const [on, setOn] = useState(true);
  const [there, setThere] = useState(false);
  const help = useRef<HTMLDialogElement>(null);
  const actions = useRef(own);
  actions.current = own;
  useEffect(() => {
    setThere(true);
    setOn(localStorage.getItem(kept) !== "off");
  }, []);
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      if (target instanceof Element && target.closest("input, textarea, select, [contenteditable=true], dialog"))
        return;
      if (document.querySelector("dialog[open]")) return;
      if (deck.current?.querySelector("article:not([hidden]) details[name^=decide][open]")) return;
      if (event.key === "?") help.current?.showModal();
      else if (Object.hasOwn(actions.current, event.key)) actions.current[event.key]?.();
      else {
        const button = deck.current?.querySelector<HTMLElement>(
          `article:not([hidden]) [data-key="${CSS.escape(event.key)}"]`,
        );
        if (!button) return;
        button.click();
        // Not with the event that tells of it, which comes later: who is quick has typed on by then.
        if (button.parentElement instanceof HTMLDetailsElement) focusFirst(button.parentElement);
      }
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on, deck]);
  const toggle = (next: boolean) => {
    localStorage.setItem(kept, next ? "on" : "off");
    setOn(next);
  };
  return { on, toggle, there, help };
}

const meanings: [string, string][] = [
  ["a", "Accept; keep what is accepted and was flagged"],
  ["n", "Ask for what is missing"],
  ["r", "Reject: then a digit or the arrows for the reason, Enter"],
  ["d", "It repeats another one"],
  ["k", "Keep as it is what was flagged"],
  ["s", "Skip"],
  ["u", "Undo my last decision, and back to it"],
  ["?", "This help"],
];

/** The button for the help; its dialog is {@link KeysHelp}, once a page. */
export function Keys({ keys }: { keys: KeysState }) {
  if (!keys.there) return null;
  return (
    <button
      type="button"
      className={styles.button}
      aria-keyshortcuts="?"
      onClick={() => keys.help.current?.showModal()}
    >
      Keys
      <span data-hint="" aria-hidden="true">
        ?
      </span>
    </button>
  );
}

export function KeysHelp({ keys }: { keys: KeysState }) {
  return (
    <dialog ref={keys.help} className={styles.help} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys of the desk</h2>
      <dl>
        {meanings.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" checked={keys.on} onChange={(event) => keys.toggle(event.currentTarget.checked)} /> Use
        these keys
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
