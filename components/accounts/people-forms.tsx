"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { type Role, roles } from "@/lib/accounts/accounts";
import { faultIn, typedIn } from "@/lib/form-state";

type Props = { action: FormAction; account: { id: string; name: string } };

export function RoleForm({ action, account, role }: Props & { role: Role }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="account" value={account.id} />
      <Field label={`Role of ${account.name}`} name="role" id={`role-${account.id}`} error={faultIn(state, "role")}>
        {(props) => (
          <select key={typedIn(state, "role")} {...props} defaultValue={typedIn(state, "role", role)}>
            {roles.map((one) => (
              <option key={one}>{one}</option>
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
      <Button disabled={pending}>Ban {account.name}</Button>
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
