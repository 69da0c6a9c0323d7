import forms from "@/components/moderation/forms.module.css";
import type { PlaceToChoose } from "@/lib/essays/texts";
import { type FormState, typedIn } from "@/lib/form-state";

/** Where a passage stands in several places of the text, asks which one is meant; sends `start` along. */
export function PlaceChoice({ state }: { state: FormState<unknown> }) {
  const places = state.status === "refused" && state.code === "passage.ambiguous" ? placesIn(state.details) : [];
  const chosen = typedIn(state, "start");
  if (places.length === 0) return chosen === "" ? null : <input type="hidden" name="start" value={chosen} />;
  return (
    <fieldset className={forms.choices}>
      <legend>Which of these</legend>
      {places.map(({ start, before, words, after }) => (
        <label key={start}>
          <input type="radio" name="start" value={start} required />
          <span>
            …{before}
            <b>{words}</b>
            {after}…
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const placesIn = (details: Record<string, unknown> | undefined): PlaceToChoose[] =>
  Array.isArray(details?.places) ? (details.places as PlaceToChoose[]) : [];
