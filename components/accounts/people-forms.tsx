"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { type Role, roles } from "@/lib/accounts/accounts";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./accounts.module.css";

type Props = { action: FormAction; account: { id: string; name: string } };

type RoleProps = {
  action: FormAction;
  account: { id: string; name: string; role: Role; curates: { slug: string } | null };
  essays: { slug: string; title: string }[];
};

export function RoleForm({ action, account, essays }: RoleProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="account" value={account.id} />
      <Field label={`Role of ${account.name}`} name="role" id={`role-${account.id}`} error={faultIn(state, "role")}>
        {(props) => (
          <select key={typedIn(state, "role")} {...props} defaultValue={typedIn(state, "role", account.role)}>
            {roles.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="A curator of"
        hint="Only a curator can be limited to one essay."
        name="essay"
        id={`essay-${account.id}`}
        error={faultIn(state, "essay")}
      >
        {(props) => (
          <select
            key={typedIn(state, "essay")}
            {...props}
            defaultValue={typedIn(state, "essay", account.curates?.slug ?? "")}
          >
            <option value="">all essays</option>
            {essays.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ReasonField account={account} state={state} prefix="role" />
      <Button disabled={pending}>Give this role</Button>
    </form>
  );
}

export function BanForm({ action, account }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="account" value={account.id} />
      <ReasonField account={account} state={state} prefix="ban" />
      <Field
        label="For how many days"
        hint="Empty: until it is lifted."
        name="days"
        id={`days-${account.id}`}
        type="number"
        min={1}
        max={3650}
        defaultValue={typedIn(state, "days")}
        error={faultIn(state, "days")}
      />
      <label className={styles.check}>
        <input type="checkbox" name="hides" value="yes" defaultChecked={typedIn(state, "hides") === "yes"} />
        <span>Hold what they attached as long as the ban lasts</span>
      </label>
      <p className={styles.flush}>
        <Button disabled={pending}>Ban {account.name}</Button>
      </p>
    </form>
  );
}

export function UnbanForm({ action, account }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="account" value={account.id} />
      <ReasonField account={account} state={state} prefix="unban" required={false} />
      <Button disabled={pending}>Lift the ban</Button>
    </form>
  );
}

function ReasonField({
  account,
  state,
  prefix,
  required = true,
}: {
  account: { id: string };
  state: Parameters<typeof faultIn>[0];
  prefix: string;
  required?: boolean;
}) {
  return (
    <Field
      label="Reason"
      hint="It stands in the public log."
      name="reason"
      id={`${prefix}-reason-${account.id}`}
      maxLength={500}
      required={required}
      defaultValue={typedIn(state, "reason")}
      error={faultIn(state, "reason")}
    />
  );
}
