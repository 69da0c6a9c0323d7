"use client";

import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { State } from "@/lib/contributions/contributions";
import { type Carries, decisionsFrom, stateWords } from "@/lib/curation/states";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import styles from "./bar.module.css";
import type { Card } from "./card";
import { draftOf } from "./drafts";
import { focusFirst } from "./focus-first";
import { Stale } from "./stale";

export type Send = (card: Card, to: string, form: FormData) => void;

type BarProps = {
  card: Card;
  action: FormAction;
  /** Where to go after a decision that was sent without JavaScript. */
  next: string;
  /** Sends it without leaving the desk. */
  send: Send;
  /** What a decision sent that way was refused for. */
  refused: { to: string; state: FormState } | undefined;
  reload: () => void;
  skip: () => void;
  children: ReactNode;
};

const words: Partial<Record<State, { label: string; key?: string }>> = {
  unreviewed: { label: "Show unreviewed" },
  accepted: { label: "Accept", key: "a" },
  "needs-source": { label: "Needs source", key: "n" },
  rejected: { label: "Reject", key: "r" },
  merged: { label: "Duplicate", key: "d" },
  removed: { label: "Remove" },
};
const order: State[] = ["accepted", "needs-source", "rejected", "merged", "unreviewed", "removed"];

/** What can be decided about the item on the desk: a form each, always at the same place. */
export function Bar({ card, children, ...rest }: BarProps) {
  const { state, may, flagged } = card;
  const ways = decisionsFrom(state)
    .filter((way) => (way.by === "moderator" ? may.remove : may.decide))
    .sort((a, b) => order.indexOf(a.to) - order.indexOf(b.to));
  return (
    <section className={styles.bar} aria-label="Decide">
      {flagged && may.decide && state !== "held" && (
        <Way
          {...rest}
          card={card}
          to={state}
          label="Keep as it is"
          hotkey={state === "accepted" ? "a" : "k"}
          carries={keep}
        />
      )}
      {ways.map(({ to, carries }) => (
        <Way
          {...rest}
          key={to}
          card={card}
          to={to}
          label={words[to]?.label ?? stateWords[to].label}
          hotkey={words[to]?.key}
          carries={carries}
        />
      ))}
      {!may.decide && (
        <p className={styles.none}>Somebody else decides about this: you wrote it, or what it answers.</p>
      )}
      {children}
    </section>
  );
}

const keep: Carries = { text: "welcome" };

type WayProps = Omit<BarProps, "children"> & { to: State; label: string; hotkey: string | undefined; carries: Carries };

function Way({ card, to, label, hotkey, carries, action, next, send, refused, reload, skip }: WayProps) {
  const { state: answered, submit, pending } = useForm(action);
  const state = refused?.to === to ? refused.state : answered;
  const id = `${card.id}-${to}`;
  // React takes the form itself only where this did not: that is, before the script is there.
  const sendHere = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(card, to, new FormData(event.currentTarget));
  };
  const hidden = (
    <>
      <input type="hidden" name="id" value={card.id} />
      <input type="hidden" name="version" value={card.version} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="next" value={next} />
    </>
  );
  const outcome =
    state.status === "refused" && state.code === "contribution.stale" ? (
      <Stale details={state.details} reload={reload} skip={skip} next={next} />
    ) : (
      <FormNotice state={state} />
    );
  const key = hotkey && (
    <span data-hint="" aria-hidden="true">
      {hotkey}
    </span>
  );
  if (to === "merged") {
    return (
      <a className={styles.link} href={paths.merge(card.id, { next })} data-key={hotkey} aria-keyshortcuts={hotkey}>
        {label}…{key}
      </a>
    );
  }
  if (!carries.codes && carries.text === "welcome") {
    return (
      <form action={submit} onSubmit={sendHere} className={styles.simple}>
        {hidden}
        {state.status === "refused" && <div className={styles.outcome}>{outcome}</div>}
        <Button
          type="submit"
          kind={to === "accepted" ? "main" : "plain"}
          disabled={pending}
          data-key={hotkey}
          aria-keyshortcuts={hotkey}
        >
          {label}
          {key}
        </Button>
      </form>
    );
  }
  return (
    <details
      className={styles.way}
      name={`decide-${card.id}`}
      open={state.status === "refused" || undefined}
      onToggle={(event) => event.currentTarget.open && focusFirst(event.currentTarget)}
      onKeyDown={closeOnEscape}
    >
      <summary data-key={hotkey} aria-keyshortcuts={hotkey}>
        {label}…{key}
      </summary>
      <form action={submit} onSubmit={sendHere} onKeyDown={keysOfForm} className={styles.panel}>
        {hidden}
        {outcome}
        {carries.codes && (
          <Reasons id={id} choices={card.reasons[carries.codes]} state={state} title={`${label}: why?`} />
        )}
        <Text id={id} to={to} state={state} />
        <p className={styles.send}>
          <Button type="submit" kind="main" disabled={pending}>
            {label}
          </Button>
          <span className={styles.hint}>
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends it, <kbd>Esc</kbd> goes back.
          </span>
        </p>
      </form>
    </details>
  );
}

type PartProps = { id: string; state: FormState };

/** One radio a reason, chosen by its digit or by the arrows; Enter sends. */
function Reasons({
  id,
  choices,
  state,
  title,
}: PartProps & { choices: { code: string; label: string }[]; title: string }) {
  const error = faultIn(state, "reason.code");
  const chosen = typedIn(state, "reason.code");
  return (
    <fieldset className={styles.reasons} aria-describedby={error ? `${id}-code-error` : undefined}>
      <legend>{title}</legend>
      {choices.map(({ code, label }, index) => (
        <label key={code}>
          <input type="radio" name="reason.code" value={code} defaultChecked={chosen === code} data-digit={index + 1} />
          <span data-hint="" aria-hidden="true">
            {index < 9 ? index + 1 : ""}
          </span>{" "}
          {label}
        </label>
      ))}
      {error && (
        <p id={`${id}-code-error`} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What is often missing, to begin with. */
const phrases = [
  "Please give the address of the source, so that others can read it.",
  "Please quote the exact words that you rely on.",
  "Please say on which page it stands.",
  "Please name the study itself, not a report about it.",
  "Please say how this bears on the claim.",
];

function Text({ id, to, state }: PartProps & { to: State }) {
  const error = faultIn(state, "reason.text");
  const area = useRef<HTMLTextAreaElement>(null);
  // After the page is there: the server knows of no drafts.
  useEffect(() => {
    if (area.current && !area.current.value) area.current.value = draftOf(area.current.id);
  }, []);
  const asks = to === "needs-source";
  return (
    <div className={styles.field}>
      <label htmlFor={`${id}-text`}>{asks ? "What is missing?" : "In your words"}</label>
      {asks && (
        <div className={styles.phrases}>
          {phrases.map((phrase) => (
            <button key={phrase} type="button" onClick={(event) => say(event.currentTarget, phrase)}>
              {phrase.replace(/^Please /, "")}
            </button>
          ))}
        </div>
      )}
      <textarea
        ref={area}
        id={`${id}-text`}
        name="reason.text"
        rows={asks ? 3 : 2}
        maxLength={2000}
        defaultValue={typedIn(state, "reason.text")}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-text-hint${error ? ` ${id}-text-error` : ""}`}
      />
      <span id={`${id}-text-hint`} className={styles.hint}>
        Everybody can read it on the public log, and its author is told.
      </span>
      {error && (
        <span id={`${id}-text-error`} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}

function say(button: HTMLButtonElement, phrase: string) {
  const area = button.closest("form")?.querySelector("textarea");
  if (!area) return;
  area.value = area.value.trim() ? `${area.value.trimEnd()} ${phrase}` : phrase;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>) {
  if (event.key !== "Escape") return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary")?.focus();
  event.stopPropagation();
}

function keysOfForm(event: KeyboardEvent<HTMLFormElement>) {
  const form = event.currentTarget;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const typing = event.target instanceof HTMLTextAreaElement;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const radio = form.querySelector<HTMLInputElement>(`input[data-digit="${event.key}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  // "Something else" says nothing by itself.
  (radio.value === "other" ? form.querySelector("textarea") : radio)?.focus();
}
