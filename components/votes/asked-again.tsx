"use client";
import { kindOf } from "@/components/claims/kind";
import { Difference } from "@/components/contributions/difference";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type AskedAgain as Asked, type VoteValue, voteLabels } from "@/lib/votes/votes";

/**
 * Shows a voter what was changed since they voted, and asks whether their vote still stands. It stands in the form of the
 * vote: without JavaScript the button posts it.
 */
export function AskedAgain({ asked, affirm }: { asked: Asked; affirm?: (value: VoteValue) => void }) {
  const { vote, because, before, now, difference } = asked;
  return (
    <Notice>
      {because === "reworded"
        ? "The claim was reworded since you voted. What changed:"
        : "You voted on a claim that went into this one. From that one to this:"}
      <Difference segments={difference} />
      {kindOf(before) !== kindOf(now) && (
        <p>
          Its kind: {kindOf(before)} → {kindOf(now)}.
        </p>
      )}
      <p>Does your vote still stand? If not, change it or withdraw it; until then it counts as it is.</p>
      <Button
        type="submit"
        name="vote"
        value={vote}
        {...(affirm && {
          onClick: (event) => {
            event.preventDefault();
            affirm(vote);
          },
        })}
      >
        It still stands: {voteLabels[vote].toLowerCase()}
      </Button>
    </Notice>
  );
}
