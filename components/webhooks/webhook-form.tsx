"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import { eventWords, webhookEvents } from "@/lib/webhooks/webhooks";
import styles from "./webhooks.module.css";

type Props = { essays: { slug: string; title: string }[]; action: FormAction<{ secret: string }> };

export function WebhookForm({ essays, action }: Props) {
  const { state, submit, pending } = useForm(action);
  const wrongEvents = faultIn(state, "events");
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {state.status === "done" && state.data && (
        <p>
          Secret: <code className={styles.secret}>{state.data.secret}</code>
        </p>
      )}
      <Field label="Essay" name="essay" error={faultIn(state, "essay")}>
        {(props) => (
          <select key={typedIn(state, "essay")} {...props} defaultValue={typedIn(state, "essay", essays[0]?.slug)}>
            {essays.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Address"
        name="url"
        type="url"
        required
        hint="On the public web: nothing is sent to a private address."
        error={faultIn(state, "url")}
        defaultValue={typedIn(state, "url")}
      />
      <fieldset className={styles.events} aria-describedby={wrongEvents ? "events-error" : undefined}>
        <legend>Tell it of</legend>
        {webhookEvents.map((event) => (
          <label key={event}>
            <input type="checkbox" name="events" value={event} defaultChecked />
            <span>
              {eventWords[event]} <code>{event}</code>
            </span>
          </label>
        ))}
        {wrongEvents && (
          <p id="events-error" className={styles.error}>
            {wrongEvents}
          </p>
        )}
      </fieldset>
      <Button type="submit" kind="main" disabled={pending}>
        Add the webhook
      </Button>
    </form>
  );
}
