"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice, Notice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./accounts.module.css";
import { NameField, NewPasswordField } from "./fields";

export function RenameForm({ action, current }: { action: FormAction; current: string }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <NameField state={state} otherwise={current} />
      <Button disabled={pending}>Change my name</Button>
    </form>
  );
}

type PasswordProps = { action: FormAction; name: string; hasOne: boolean; hasTokens: boolean };

export function PasswordForm({ action, name, hasOne, hasTokens }: PasswordProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {/* For the browser's store of passwords, which wants to know whose it is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={name} hidden readOnly />
      {hasOne && (
        <Field
          label="Current password"
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
          error={faultIn(state, "currentPassword")}
        />
      )}
      <NewPasswordField state={state} label="New password" />
      {hasTokens && (
        <p>
          <label className={styles.check}>
            <input
              type="checkbox"
              name="keepTokens"
              value="yes"
              defaultChecked={typedIn(state, "keepTokens") === "yes"}
            />{" "}
            Programs that have a token of mine go on as before
          </label>
        </p>
      )}
      <Button disabled={pending}>{hasOne ? "Change the password" : "Set the password"}</Button>
    </form>
  );
}

export function ShowVotesForm({ action, shows }: { action: FormAction; shows: boolean }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <p>
        <label className={styles.check}>
          <input type="checkbox" name="showsVotes" value="yes" defaultChecked={shows} /> My profile shows how I voted
        </label>
      </p>
      <Button disabled={pending}>Save</Button>
    </form>
  );
}

export function TokenForm({ action }: { action: FormAction<{ name: string; secret: string }> }) {
  const { state, submit, pending } = useForm(action);
  const made = state.status === "done" ? state.data : undefined;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {made && (
        <Notice>
          <p className={styles.flush}>The token “{made.name}”. Copy it now: it is not shown again.</p>
          <input
            className={styles.secret}
            aria-label={`The token ${made.name}`}
            value={made.secret}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
        </Notice>
      )}
      <Field
        label="What it is for"
        name="name"
        id="token-name"
        maxLength={60}
        required
        defaultValue={typedIn(state, "name")}
        error={faultIn(state, "name")}
      />
      <Field label="What it may do" name="scope" error={faultIn(state, "scope")}>
        {(props) => (
          <select key={typedIn(state, "scope")} {...props} defaultValue={typedIn(state, "scope", "read")}>
            <option value="read">Read</option>
            <option value="write">Read, vote and attach</option>
          </select>
        )}
      </Field>
      <Button disabled={pending}>Make a token</Button>
    </form>
  );
}

export function DeletionForm({ action, name }: { action: FormAction; name: string }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <Field
        label={`Type ${name} to confirm`}
        name="name"
        id="deletion-name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={typedIn(state, "name")}
        error={faultIn(state, "name")}
      />
      <Button disabled={pending}>Delete my account for good</Button>
    </form>
  );
}

/** A form that is one button. */
export function ButtonForm({
  action,
  fields = {},
  children,
}: {
  action: FormAction;
  fields?: Record<string, string>;
  children: ReactNode;
}) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet" disabled={pending}>
        {children}
      </Button>
      <FormNotice state={state} />
    </form>
  );
}
