import type { Metadata } from "next";
import styles from "@/components/accounts/accounts.module.css";
import { BecomeAdminForm, FirstAdminForm } from "@/components/accounts/first-admin-form";
import { Notice } from "@/components/ui/notice";
import { firstAdminLinkWorks } from "@/lib/accounts/commands";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { becomeAdmin, signUpAsAdmin } from "./actions";

export const metadata: Metadata = { title: "The first admin", robots: { index: false }, referrer: "no-referrer" };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ secret: string }> };

export default function FirstAdminPage(props: Props) {
  return (
    <div className="narrow">
      <div className={styles.page}>
        <h1>The first admin</h1>
        <FirstAdmin {...props} />
      </div>
    </div>
  );
}

async function FirstAdmin({ params }: Props) {
  const { secret } = await params;
  const ctx = await requestCtx();
  if (!(await firstAdminLinkWorks(ctx, secret))) {
    return (
      <Notice tone="refusal">
        This link was used already, or is too old, or somebody administers this Moot. A restart prints a new one where
        nobody does.
      </Notice>
    );
  }
  if (ctx.viewer) {
    return (
      <>
        <p>
          You are signed in as <strong>{ctx.viewer.name}</strong>. As the admin you give others their roles.
        </p>
        <BecomeAdminForm action={becomeAdmin} secret={secret} />
      </>
    );
  }
  return (
    <>
      <p>Whoever makes an account here administers this Moot: they give others their roles.</p>
      <FirstAdminForm action={signUpAsAdmin} secret={secret} />
      <p className={styles.elsewhere}>
        You have an account? <a href={paths.signIn(`/first-admin/${secret}`)}>Sign in</a>, and make it the admin.
      </p>
    </>
  );
}
