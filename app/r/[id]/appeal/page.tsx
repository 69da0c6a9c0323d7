import type { Metadata } from "next";
import { AppealRoute } from "@/app/contribution/appeal";

export const metadata: Metadata = { title: "Appeal", robots: { index: false } };

export default function Page({ params }: { params: Promise<{ id: string }> }) {
  return <AppealRoute kind="rebuttal" params={params} />;
}
