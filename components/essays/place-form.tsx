"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { OrphanedClaim } from "@/lib/essays/texts";
import { faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { PassageFields } from "./passage-fields";

/** Says by hand where in the text a claim's passage stands. */
export function PlaceForm({ slug, claim, action }: { slug: string; claim: OrphanedClaim; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <h2>Where does it stand?</h2>
      <p>
        <a href={paths.claim(claim)}>{claim.statement}</a>
      </p>
      <p className="quiet">It was made of these words, and goes on quoting them:</p>
      <blockquote dir="auto">{claim.quote.exact}</blockquote>
      <FormNotice state={state} />
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="id" value={claim.id} />
      <PassageFields state={state} />
      <Field
        label="Why there"
        name="reason"
        hint="It stands on the public log. It may be left empty."
        error={faultIn(state, "reason")}
        defaultValue={typedIn(state, "reason")}
      />
      <Button type="submit" kind="main" disabled={pending}>
        Place it there
      </Button>{" "}
      <a href={paths.claimsDesk(slug)}>Make claims instead</a>
    </form>
  );
}
