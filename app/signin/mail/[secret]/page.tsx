import type { Metadata } from "next";
import styles from "@/components/accounts/accounts.module.css";
import { ArrivalForm } from "@/components/accounts/arrival-form";
import { Notice } from "@/components/ui/notice";
import { peekMailLink } from "@/lib/accounts/commands";
import { asRefusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { arriveByMail } from "../../actions";

export const metadata: Metadata = { title: "Sign in", robots: { index: false }, referrer: "no-referrer" };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ secret: string }> };

/**
 * Where a mail's link leads. The link alone does nothing, the button does: mail programs open links to look for harm,
 * and would use it up.
 */
export default function MailPage(props: Props) {
  return (
    <div className="narrow">
      <div className={styles.page}>
        <Arrival {...props} />
      </div>
    </div>
  );
}

async function Arrival({ params }: Props) {
  const { secret } = await params;
  const found = await peekMailLink(await requestCtx(), secret).catch((error: unknown) => {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    return refusal.message;
  });
  if (typeof found === "string") {
    return (
      <>
        <h1>Sign in</h1>
        <Notice tone="refusal">{found}</Notice>
        <p>
          <a href={paths.signIn()}>To the sign-in page</a>
        </p>
      </>
    );
  }
  return <ArrivalForm action={arriveByMail} secret={secret} {...found} />;
}
