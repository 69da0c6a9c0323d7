import type { Metadata } from "next";
import styles from "@/components/accounts/accounts.module.css";
import { IntentNotice } from "@/components/accounts/intent-notice";
import { ProviderButtons } from "@/components/accounts/provider-buttons";
import { SignUpForm } from "@/components/accounts/sign-up-form";
import { paths, safeNext } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { readIntent } from "@/lib/web/intent";
import { configuredProviders } from "@/lib/web/providers";
import { signUpByPassword } from "./actions";

export const metadata: Metadata = { title: "Make an account", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { searchParams: Promise<{ next?: string; intent?: string }> };

export default function SignUpPage(props: Props) {
  return (
    <div className="narrow">
      <div className={styles.page}>
        <h1>Make an account</h1>
        <SignUp {...props} />
      </div>
    </div>
  );
}

async function SignUp({ searchParams }: Props) {
  const { next, intent } = await searchParams;
  const { viewer } = await requestCtx();
  const planned = readIntent(intent);
  const carried = { next: safeNext(next), intent: planned ? (intent ?? "") : "" };
  if (viewer) {
    return (
      <p>
        You are signed in as {viewer.name}. <a href={carried.next}>Go on</a>
      </p>
    );
  }
  const providers = configuredProviders();
  return (
    <>
      <p className="quiet">
        To vote, attach evidence and rebut. No mail address is asked for; without one, keep your password well.
      </p>
      <IntentNotice vote={planned?.value} />
      <SignUpForm action={signUpByPassword} carried={carried} />
      {providers.length > 0 && <p className={styles.or}>or</p>}
      <ProviderButtons providers={providers} carried={carried} />
      <p className={styles.elsewhere}>
        You have an account? <a href={paths.signIn(carried.next, carried.intent)}>Sign in</a>
      </p>
    </>
  );
}
