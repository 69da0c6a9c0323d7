"use client";
import { startTransition, useActionState, useOptimistic, useState } from "react";
import { learn, useLiveClaim } from "@/components/live/store";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { amendViewerLayer, useViewerLayer } from "@/components/viewer/store";
import { type FormState, idle } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { type Tally as Counts, type VoteValue, voteLabels, voteValues } from "@/lib/votes/votes";
import { AskedAgain } from "./asked-again";
import { Tally } from "./tally";
import styles from "./vote-form.module.css";

export type Voted = { vote: VoteValue | null; tally: Counts };
type VoteAction = (state: FormState<Voted>, form: FormData) => Promise<FormState<Voted>>;

/**
 * The tally and the vote. Without JavaScript the buttons post the form. With it the vote shows at once and is sent to
 * the API; when that refuses, the vote is taken back and the page says why. A stranger is led to sign in, and the vote
 * is cast after it.
 */
export function VoteForm({ claimId, tally, action }: { claimId: string; tally: Counts; action: VoteAction }) {
  const [state, formAction] = useActionState(action, idle);
  const layer = useViewerLayer();
  const live = useLiveClaim(claimId);
  const [answered, setAnswered] = useState<Voted>();
  const [refusal, setRefusal] = useState<string>();

  const posted = state.status === "done" ? state.data : undefined;
  const own = layer?.viewer ? { vote: layer.votes[claimId] ?? null, tally: layer.tally ?? tally } : undefined;
  const known: Voted = {
    ...(own ?? answered ?? posted ?? { vote: null, tally }),
    ...(live?.tally && { tally: live.tally }),
  };
  const [shown, show] = useOptimistic(known, withVote);

  const asked = layer?.viewer ? layer.askedAgain : null;
  // A vote that is asked about again is said again by pressing it, not taken back.
  const press = (pressed: VoteValue) => cast(shown.vote === pressed && !asked ? null : pressed);

  const cast = (vote: VoteValue | null) =>
    startTransition(async () => {
      show(vote);
      setRefusal(undefined);
      const answer = await fetch(`${paths.api}/claims/${claimId}/vote`, {
        method: vote === null ? "DELETE" : "PUT",
        headers: { "content-type": "application/json" },
        ...(vote !== null && { body: JSON.stringify({ value: vote }) }),
      }).catch(() => undefined);
      if (answer?.status === 401 && vote) {
        location.assign(`${paths.signIn(location.pathname)}&intent=vote:${claimId}:${vote}`);
        return;
      }
      const body = await answer?.json().catch(() => undefined);
      if (answer?.ok) {
        setAnswered({ vote, tally: body.tally });
        learn([{ id: claimId, tally: body.tally }]);
        amendViewerLayer(({ votes: { [claimId]: _, ...others } }) => ({
          votes: vote === null ? others : { ...others, [claimId]: vote },
          tally: body.tally,
          askedAgain: null,
        }));
      } else setRefusal(body?.detail ?? "Your vote did not reach Moot, so it was taken back. Try again in a moment.");
    });

  return (
    <form action={formAction}>
      <Tally tally={shown.tally} />
      <input type="hidden" name="claim" value={claimId} />
      {asked && <AskedAgain asked={asked} affirm={cast} />}
      <fieldset className={styles.vote}>
        <legend className="visually-hidden">Your vote on this claim</legend>
        {voteValues.map((value) => (
          <button
            key={value}
            type="submit"
            name="vote"
            value={value}
            className={styles[value]}
            aria-pressed={shown.vote === value}
            onClick={(event) => {
              event.preventDefault();
              press(value);
            }}
          >
            {voteLabels[value]}
          </button>
        ))}
      </fieldset>
      <p className={styles.own} aria-live="polite">
        {shown.vote ? (
          <>
            Your vote: {voteLabels[shown.vote].toLowerCase()}.{" "}
            <Button
              kind="quiet"
              type="submit"
              name="vote"
              value="withdraw"
              onClick={(event) => {
                event.preventDefault();
                cast(null);
              }}
            >
              Withdraw it
            </Button>
          </>
        ) : (
          "You can change it at any time."
        )}
      </p>
      {(refusal ?? (state.status === "refused" && state.message)) && (
        <Notice tone="refusal">{refusal ?? (state.status === "refused" && state.message)}</Notice>
      )}
    </form>
  );
}

/** The tally as it will be once the vote has arrived. */
function withVote({ vote: before, tally }: Voted, vote: VoteValue | null): Voted {
  const next = { ...tally };
  if (before) {
    next[before] -= 1;
    next.total -= 1;
  }
  if (vote) {
    next[vote] += 1;
    next.total += 1;
  }
  return { vote, tally: next };
}
