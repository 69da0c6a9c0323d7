"use client";

import { useEffect, useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { passageLimit } from "@/lib/essays/texts";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import { PlaceChoice } from "./place-choice";
import { selectedIn } from "./selection";

const parts = ["exact", "prefix", "suffix"] as const;

/** The element whose text the passage is selected in. */
export const textId = "text";

/**
 * The passage's words: what was last selected in the text beside the form, or what was pasted here. What stands around a
 * selection goes along, until somebody types: then the words alone count.
 */
export function PassageFields({ state }: { state: FormState<unknown> }) {
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");

  useEffect(() => {
    const text = document.getElementById(textId);
    if (!text) return;
    const field = (part: (typeof parts)[number]) =>
      place.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="quote.${part}"]`);
    const take = () => {
      const selected = selectedIn(text);
      if (!selected) return;
      for (const part of parts) {
        const one = field(part);
        if (one) one.value = selected.quote[part];
      }
      setSaid(`Passage of ${selected.quote.exact.length} characters taken from the text.`);
    };
    const forget = () => {
      for (const part of ["prefix", "suffix"] as const) {
        const one = field(part);
        if (one) one.value = "";
      }
    };
    const exact = field("exact");
    document.addEventListener("selectionchange", take);
    exact?.addEventListener("input", forget);
    return () => {
      document.removeEventListener("selectionchange", take);
      exact?.removeEventListener("input", forget);
    };
  }, []);

  return (
    <div ref={place}>
      <Field
        label="The passage"
        name="quote.exact"
        id="passage"
        hint="Select it in the text, or paste it from there, as it stands."
        error={faultIn(state, "quote") ?? faultIn(state, "quote.exact")}
      >
        {(props) => (
          <textarea
            {...props}
            rows={4}
            maxLength={passageLimit}
            required
            autoComplete="off"
            defaultValue={typedIn(state, "quote.exact")}
          />
        )}
      </Field>
      <input type="hidden" name="quote.prefix" defaultValue={typedIn(state, "quote.prefix")} autoComplete="off" />
      <input type="hidden" name="quote.suffix" defaultValue={typedIn(state, "quote.suffix")} autoComplete="off" />
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <PlaceChoice state={state} />
    </div>
  );
}
