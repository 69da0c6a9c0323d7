"use client";
import { startTransition, useOptimistic, useState } from "react";
import { Button } from "@/components/ui/button";
import { amendViewerLayer, useViewerLayer } from "@/components/viewer/store";
import { type RatingCounts, type RatingValue, ratingValues } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import styles from "./rating.module.css";
import { ratingForm } from "./rating-form-id";

type Rated = { rating: RatingValue | null; counts: RatingCounts };

/**
 * Two buttons that belong to the page's one rating form, so that they work without JavaScript too. With it the rating
 * shows at once, and is taken back where the server refuses.
 */
export function Rating({ id, counts }: { id: string; counts: RatingCounts }) {
  const layer = useViewerLayer();
  const [answered, setAnswered] = useState<Rated>();
  const [refusal, setRefusal] = useState<string>();
  const own = layer?.viewer ? layer.ratings[id] : undefined;
  const [shown, show] = useOptimistic(own ?? answered ?? { rating: null, counts }, withRating);
  const isAuthor = layer?.viewer ? layer.own.includes(id) : false;

  const rate = (pressed: RatingValue) =>
    startTransition(async () => {
      const rating = shown.rating === pressed ? null : pressed;
      show(rating);
      setRefusal(undefined);
      const answer = await fetch(`${paths.api}/contributions/${id}/rating`, {
        method: rating === null ? "DELETE" : "PUT",
        headers: { "content-type": "application/json" },
        ...(rating !== null && { body: JSON.stringify({ value: rating }) }),
      }).catch(() => undefined);
      if (answer?.status === 401) {
        location.assign(paths.signIn(`${location.pathname}#${id}`));
        return;
      }
      const body = await answer?.json().catch(() => undefined);
      if (answer?.ok) {
        setAnswered({ rating, counts: body.rating });
        amendViewerLayer(({ ratings: { [id]: _, ...others } }) => ({
          ratings: rating === null ? others : { ...others, [id]: { rating, counts: body.rating } },
        }));
      } else setRefusal(body?.detail ?? "Your rating did not reach Moot, so it was taken back.");
    });

  return (
    <span className={styles.rating}>
      {ratingValues.map((value) => (
        <Button
          kind="quiet"
          key={value}
          type="submit"
          form={ratingForm}
          name="rate"
          value={`${id}:${value}`}
          disabled={isAuthor}
          aria-pressed={shown.rating === value}
          onClick={(event) => {
            event.preventDefault();
            rate(value);
          }}
        >
          {value === "convincing" ? "Convincing" : "Unconvincing"} <b>{shown.counts[value]}</b>
        </Button>
      ))}
      {refusal && <span role="alert">{refusal}</span>}
    </span>
  );
}

function withRating({ rating: before, counts }: Rated, rating: RatingValue | null): Rated {
  const next = { ...counts };
  if (before) next[before] -= 1;
  if (rating) next[rating] += 1;
  return { rating, counts: next };
}
