import type { Metadata } from "next";
import { cookies } from "next/headers";
import styles from "@/components/accounts/accounts.module.css";
import { IntentNotice } from "@/components/accounts/intent-notice";
import { MailForm } from "@/components/accounts/mail-form";
import { ProviderButtons } from "@/components/accounts/provider-buttons";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { paths, safeNext } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { readIntent } from "@/lib/web/intent";
import { canMail } from "@/lib/web/mail";
import { readPlan } from "@/lib/web/plan";
import { configuredProviders } from "@/lib/web/providers";
import { mailALink, signInByPassword } from "./actions";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { searchParams: Promise<{ next?: string; intent?: string; error?: string }> };

export default function SignInPage(props: Props) {
  return (
    <div className="narrow">
      <div className={styles.page}>
        <h1>Sign in</h1>
        <SignIn {...props} />
      </div>
    </div>
  );
}

/** What next-auth says when a provider's answer came to nothing. */
const faults = new Map([
  ["OAuthAccountNotLinked", "This way of signing in belongs to another account already. Sign out first, then use it."],
  ["OAuthCallback", "The provider did not let you in, or you went back. Try again, or sign in another way."],
  ["AccessDenied", "The provider did not let you in. Try again, or sign in another way."],
]);
const anyFault = "Signing in did not work out. Try again, or sign in another way.";

async function SignIn({ searchParams }: Props) {
  const { next, intent, error } = await searchParams;
  const { viewer } = await requestCtx();
  // Somebody who comes back from a provider with empty hands still wants to go where they wanted to go.
  const plan = error ? readPlan(await cookies()) : { next: safeNext(next), intent: intent ?? "" };
  const carried = { next: plan.next, intent: readIntent(plan.intent) ? plan.intent : "" };
  if (viewer) {
    return (
      <>
        {error && <Notice tone="refusal">{faults.get(error) ?? anyFault}</Notice>}
        <p>You are signed in as {viewer.name}.</p>
        <p>
          <a href={carried.next}>Go on</a> · <a href={paths.settings}>Settings</a>
        </p>
      </>
    );
  }
  const providers = configuredProviders();
  const elsewhere = providers.length > 0 || canMail();
  return (
    <>
      {error && <Notice tone="refusal">{faults.get(error) ?? anyFault}</Notice>}
      <IntentNotice vote={readIntent(carried.intent)?.value} />
      <SignInForm action={signInByPassword} carried={carried} />
      {elsewhere && <p className={styles.or}>or</p>}
      <ProviderButtons providers={providers} carried={carried} />
      {canMail() && <MailForm action={mailALink} carried={carried} verb="Mail me a link" />}
      <p className={styles.elsewhere}>
        New here? <a href={paths.signUp(carried.next, carried.intent)}>Make an account</a>: a name and a password will
        do.
      </p>
    </>
  );
}
