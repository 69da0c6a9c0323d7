import type { Metadata } from "next";
import { Suspense } from "react";
import styles from "@/components/accounts/accounts.module.css";
import { ResetForm } from "@/components/accounts/reset-form";
import { resetByLink } from "./actions";

export const metadata: Metadata = { title: "A new password", robots: { index: false }, referrer: "no-referrer" };

type Props = { params: Promise<{ secret: string }> };

export default function ResetPage(props: Props) {
  return (
    <div className="narrow">
      <div className={styles.page}>
        <h1>A new password</h1>
        <p>It ends every session of your account and begins a new one here.</p>
        <Suspense>
          <Reset {...props} />
        </Suspense>
      </div>
    </div>
  );
}

async function Reset({ params }: Props) {
  return <ResetForm action={resetByLink} secret={(await params).secret} />;
}
