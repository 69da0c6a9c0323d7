import type { Metadata } from "next";
import { redirect } from "next/navigation";
import styles from "@/components/accounts/accounts.module.css";
import { MailForm } from "@/components/accounts/mail-form";
import { ProviderButtons } from "@/components/accounts/provider-buttons";
import { SessionList } from "@/components/accounts/session-list";
import {
  ButtonForm,
  DeletionForm,
  PasswordForm,
  RenameForm,
  ShowVotesForm,
  TokenForm,
} from "@/components/accounts/settings-forms";
import { SettingsSection } from "@/components/accounts/settings-section";
import { TokenList } from "@/components/accounts/token-list";
import { WaysIn } from "@/components/accounts/ways-in";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { providerLabels, providers } from "@/lib/accounts/accounts";
import { settingsOf } from "@/lib/accounts/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { canMail } from "@/lib/web/mail";
import { configuredProviders } from "@/lib/web/providers";
import * as actions from "./actions";

export const metadata: Metadata = { title: "Settings", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { searchParams: Promise<{ done?: string }> };

export default function Page(props: Props) {
  return (
    <div className="narrow">
      <h1>Settings</h1>
      <Settings {...props} />
    </div>
  );
}

const done = new Map([
  ["name", "That is your name now."],
  ["mail", "The address is confirmed: it signs you in from now on."],
]);

async function Settings({ searchParams }: Props) {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.settings));
  const settings = await settingsOf(ctx);
  const said = done.get((await searchParams).done ?? "");
  const configured = configuredProviders();
  const linked = providers.filter((id) => settings.identities.includes(id));
  const linkable = configured.filter(({ id }) => !settings.identities.includes(id));
  return (
    <>
      {said && <Notice>{said}</Notice>}
      {settings.banned && (
        <Notice tone="refusal">
          Your account is banned from taking part
          {settings.banned.until && ` until ${settings.banned.until.toISOString().slice(0, 10)}`}.{" "}
          {settings.banned.reason && `The reason: ${settings.banned.reason}`}
        </Notice>
      )}
      <p>
        You are <a href={paths.person(settings.name)}>{settings.name}</a>
        {ctx.viewer.role !== "member" && `, ${ctx.viewer.role}`}.
        {may(ctx, "account.list") && (
          <>
            {" "}
            <a href={paths.people}>Roles and bans</a>
          </>
        )}
      </p>
      <form method="post" action="/signout">
        <Button type="submit">Sign out</Button>
      </form>

      <SettingsSection title="Name">
        <RenameForm action={actions.rename} current={settings.name} />
      </SettingsSection>

      <SettingsSection
        title="Password"
        about="A new one signs you out everywhere else, and ends your tokens unless you keep them."
      >
        <PasswordForm
          action={actions.setPassword}
          name={settings.name}
          hasOne={settings.hasPassword}
          hasTokens={settings.tokens.length > 0}
        />
      </SettingsSection>

      <SettingsSection title="Ways of signing in" about="Beside your name and password.">
        <WaysIn email={settings.email} linked={linked.map((id) => ({ id, label: providerLabels[id] }))} {...actions} />
        <ProviderButtons providers={linkable} carried={{ next: paths.settings, intent: "" }} verb="Link" />
        {canMail() && <MailForm action={actions.confirmMail} verb="Confirm this address" />}
        {configured.length === 0 && !canMail() && <p className="quiet">No other way is set up on this Moot.</p>}
      </SettingsSection>

      <SettingsSection
        title="What others see"
        about="What you attach stands under your name. Your votes are counted; whose they are, only you can show."
      >
        <ShowVotesForm action={actions.showVotes} shows={settings.showsVotes} />
      </SettingsSection>

      <SettingsSection title="Sessions" about="Where you are signed in.">
        <SessionList sessions={settings.sessions} end={actions.endSession} />
        <ButtonForm action={actions.endAllSessions}>Sign out everywhere, here too</ButtonForm>
      </SettingsSection>

      <SettingsSection title="Tokens" about="For programs that use Moot’s API on your behalf.">
        <TokenList tokens={settings.tokens} revoke={actions.dropToken} />
        <TokenForm action={actions.newToken} />
      </SettingsSection>

      <SettingsSection title="Your data">
        <p>
          <a href="/settings/export" download>
            Download everything that is yours
          </a>{" "}
          <span className="quiet">as JSON</span>
        </p>
        <details className={styles.deletion}>
          <summary>Delete the account</summary>
          <p>
            What you attached stays, under “former member”. Your votes and ratings are taken out of every tally. Your
            name, address, sessions and tokens are gone, and somebody else may take the name. This can’t be undone.
          </p>
          <DeletionForm action={actions.deleteOwnAccount} name={settings.name} />
        </details>
      </SettingsSection>
    </>
  );
}
