"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { amendViewerLayer, useViewerLayer } from "@/components/viewer/store";
import type { State } from "@/lib/contributions/contributions";
import { countedAtMost, countWords, type LastDecision, type QueueFilters } from "@/lib/curation/queue";
import { stateWords } from "@/lib/curation/states";
import { type FormState, idle } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { type Answer, ask } from "./ask";
import { Bar, type Send } from "./bar";
import type { Card, DeskView } from "./card";
import styles from "./deck.module.css";
import { dropDrafts, keepDraft } from "./drafts";
import { Keys, KeysHelp, useKeys } from "./keys";
import { Last } from "./last";
import { useTaking } from "./taking";

type DeckProps = {
  first: DeskView;
  filters: QueueFilters;
  /** The desk stands somewhere in the queue, not at its start. */
  within: boolean;
  actions: { decide: FormAction; take: FormAction; more: FormAction<DeskView> };
};

/**
 * The desk: one item at a time, the next ones ready behind it. A decision is sent while the next item is already there;
 * what is refused comes back with all that was typed. Without JavaScript it is the first item, its forms and links.
 */
export function Deck({ first, filters, within, actions }: DeckProps) {
  const [view, setView] = useState(first);
  const [cards, setCards] = useState(first.cards);
  const [current, setCurrent] = useState(first.cards[0]?.id ?? null);
  const [place, setPlace] = useState({ position: first.position, total: first.total });
  const [refused, setRefused] = useState<Record<string, { to: string; state: FormState }>>({});
  const [last, setLast] = useState(first.last);
  const [said, setSaid] = useState("");
  const deck = useRef<HTMLDivElement>(null);
  /** What was decided, and what was passed over, since the page was loaded; and whether the head of the queue is behind. */
  const gone = useRef(new Set<string>());
  const passed = useRef<string[]>([]);
  const behind = useRef(within);
  const asking = useRef(false);
  const shown = useRef(current);
  shown.current = current;

  const card = cards.find(({ id }) => id === current);
  const ready = (all: Card[], but?: string) =>
    all.filter(({ id }) => id !== but && !gone.current.has(id) && !passed.current.includes(id));

  const { taken, free } = useTaking(card);

  async function more(at: { after?: string | undefined; item?: string }) {
    if (asking.current && !at.item) return;
    asking.current = true;
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...filters, ...at })) if (value) form.set(name, value);
    const answer = await actions.more(idle, form).catch(() => null);
    asking.current = false;
    if (answer?.status !== "done" || !answer.data) {
      setSaid(answer?.status === "refused" ? answer.message : "Moot can't be reached just now.");
      return;
    }
    const fresh = answer.data;
    if (fresh.wrapped) {
      passed.current = [];
      behind.current = false;
    }
    setView(fresh);
    setCards((old) => merged(old, fresh.cards, at.item));
    setPlace(({ position }) => ({ position: at.item ? position : (fresh.position ?? position), total: fresh.total }));
    if (!at.item) setLast((own) => own ?? fresh.last);
    setCurrent((now) => at.item ?? now ?? ready(fresh.cards)[0]?.id ?? null);
  }

  /** Shows what comes after a card, and fetches more before they run out. */
  function advance(from: Card) {
    const [next, ...others] = ready(cards, from.id);
    setCurrent(next?.id ?? null);
    if (others.length < 2) void more(behind.current ? { after: (next ?? from).cursor ?? undefined } : {});
  }

  const send: Send = async (from, to, form) => {
    setRefused(({ [from.id]: _, ...others }) => others);
    gone.current.add(from.id);
    for (const way of deck.current?.querySelectorAll<HTMLDetailsElement>("details[name^=decide]") ?? [])
      way.open = false;
    advance(from);
    const answer = await ask("POST", `/contributions/${from.id}/decisions`, {
      to,
      version: from.version,
      reason: { code: form.get("reason.code") || null, text: form.get("reason.text") || null },
    });
    if (answer.ok) {
      dropDrafts(from.id);
      done(from, to as State, answer);
      return;
    }
    gone.current.delete(from.id);
    setRefused((others) => ({ ...others, [from.id]: { to, state: answer.state } }));
    setCurrent(from.id);
  };

  function done(from: Card, to: State, answer: Extract<Answer, { ok: true }>) {
    setLast(lastOf(from, to, Number(answer.body.version)));
    setSaid(`${stateWords[to].label}. The next one is on the desk.`);
    setPlace(({ position, total }) => ({ position, total: total >= countedAtMost ? total : Math.max(0, total - 1) }));
    amendViewerLayer(({ waiting }) => ({ waiting: waiting && waiting < countedAtMost ? waiting - 1 : waiting }));
    setCards((all) => all.filter(({ id }) => id !== from.id));
    // The deck ran out before this was done: what the server had then may have been this one alone.
    if (shown.current === null) void more({});
  }

  async function undo() {
    if (!last?.mayUndo) return;
    const { id, version } = last.contribution;
    setLast(null);
    const answer = await ask("POST", `/contributions/${id}/decisions`, { to: "undo", version });
    if (!answer.ok) {
      setSaid(answer.state.status === "refused" ? answer.state.message : "");
      return;
    }
    gone.current.delete(id);
    setSaid("Undone. It is back on the desk.");
    amendViewerLayer(({ waiting }) => ({ waiting: waiting === null ? null : Math.min(waiting + 1, countedAtMost) }));
    await more({ item: id });
  }

  function skip() {
    if (!card) return;
    free(card.id);
    passed.current.push(card.id);
    behind.current = true;
    setRefused(({ [card.id]: _, ...others }) => others);
    setPlace(({ position, total }) => ({ position: position === null ? null : position + 1, total }));
    setSaid("Skipped.");
    advance(card);
  }

  function previous() {
    const id = passed.current.pop();
    if (id !== undefined && cards.some((one) => one.id === id)) {
      setPlace(({ position, total }) => ({ position: position === null ? null : Math.max(1, position - 1), total }));
      setCurrent(id);
    } else if (card?.cursor) {
      window.location.assign(paths.queue({ ...filters, before: card.cursor }));
    }
  }

  const keys = useKeys(deck, { s: skip, u: undo });

  const shownBefore = useRef(current);
  const isRefused = current !== null && current in refused;
  const bringToTop = useCallback((id: string | null) => {
    const card = id === null ? deck.current : document.getElementById(`desk-${id}`);
    card?.focus({ preventScroll: true });
    const top = deck.current?.getBoundingClientRect().top ?? 0;
    if (top < 0) deck.current?.scrollIntoView();
  }, []);
  useEffect(() => {
    if (shownBefore.current === current) return;
    shownBefore.current = current;
    if (!isRefused) bringToTop(current);
  }, [current, isRefused, bringToTop]);

  const waiting = useViewerLayer();
  const live = Object.keys(filters).length === 0 && waiting?.viewer ? waiting.waiting : null;
  const total = live ?? place.total;
  const after = card?.cursor ?? undefined;

  return (
    <div
      ref={deck}
      className={styles.deck}
      tabIndex={-1}
      onInput={({ target }) => target instanceof HTMLTextAreaElement && keepDraft(target)}
    >
      <div className={styles.head}>
        {card && place.position !== null && (
          <p className={styles.place}>
            <b className="num">{countWords(place.position)}</b> of <span className="num">{countWords(total)}</span>
          </p>
        )}
        {card && (view.hasPrevious || passed.current.length > 0) && after && (
          <a
            href={paths.queue({ ...filters, before: after })}
            onClick={(event) => {
              event.preventDefault();
              previous();
            }}
          >
            Previous
          </a>
        )}
        {view.wrapped && <span className="quiet">You came to the end: these are the ones you skipped.</span>}
        <a className={styles.list} href={paths.queue({ ...filters, view: "list" })}>
          As a list
        </a>
      </div>
      {view.filters}
      {cards.map((one) => (
        <article
          key={one.id}
          id={`desk-${one.id}`}
          hidden={one.id !== current}
          tabIndex={-1}
          className={styles.card}
          aria-labelledby={`${one.id}-claim`}
        >
          {(taken[one.id] ?? one.taken) && (
            <p className={styles.taken}>
              <TakenNote taken={taken[one.id] ?? one.taken} />
            </p>
          )}
          {one.node}
          <Bar
            card={one}
            action={actions.decide}
            next={paths.queue({ ...filters, after: within ? (one.cursor ?? undefined) : undefined })}
            send={send}
            refused={refused[one.id]}
            reload={async () => {
              await more({ item: one.id });
              // Not before: what is sent meanwhile would be about the older one again.
              setRefused(({ [one.id]: _, ...others }) => others);
            }}
            skip={skip}
          >
            <span className={styles.apart}>
              {one.cursor && (
                <a
                  className={styles.button}
                  href={paths.queue({ ...filters, after: one.cursor })}
                  aria-keyshortcuts="s"
                  onClick={(event) => {
                    event.preventDefault();
                    skip();
                  }}
                >
                  Skip
                  <span data-hint="" aria-hidden="true">
                    s
                  </span>
                </a>
              )}
              <Keys keys={keys} />
            </span>
            <Last last={last} action={actions.decide} undo={undo} />
            {!one.taken && one.may.decide && <TakeForm id={one.id} action={actions.take} next={paths.queue(filters)} />}
          </Bar>
        </article>
      ))}
      {!card && (
        <div className={styles.empty}>
          {view.empty}
          <Last last={last} action={actions.decide} undo={undo} />
        </div>
      )}
      {keys.there && <KeysHelp keys={keys} />}
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  );
}

/** Fresh cards take their places; one that is looked at stays as it is, until it is asked for anew. */
function merged(old: Card[], fresh: Card[], anew: string | undefined): Card[] {
  const kept = old.map((card) => (card.id === anew ? (fresh.find(({ id }) => id === anew) ?? card) : card));
  return [...kept, ...fresh.filter(({ id }) => !kept.some((card) => card.id === id))];
}

const lastOf = (card: Card, to: State, version: number): LastDecision => ({
  id: "",
  at: new Date(),
  to,
  reason: null,
  contribution: { id: card.id, kind: card.kind, version },
  claim: { id: "", slug: "", statement: card.statement },
  mayUndo: true,
});

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

function TakenNote({ taken }: { taken: Card["taken"] }) {
  if (!taken) return null;
  return (
    <>
      <b>Taken by {taken.by ?? "a curator"}</b>, until {clock.format(taken.until)} UTC. You may still decide: whoever is
      first decides, and the other is told.
    </>
  );
}

/** With JavaScript, what is opened is taken by itself. */
function TakeForm({ id, action, next }: { id: string; action: FormAction; next: string }) {
  const { submit } = useForm(action);
  return (
    <noscript>
      <form action={submit}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="next" value={next} />
        <Button>Take it for ten minutes</Button>
      </form>
    </noscript>
  );
}
