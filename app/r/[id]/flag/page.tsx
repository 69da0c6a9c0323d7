import type { Metadata } from "next";
import { FlagRoute } from "@/app/contribution/flag";

export const metadata: Metadata = { title: "Flag", robots: { index: false } };

export default function Page({ params }: { params: Promise<{ id: string }> }) {
  return <FlagRoute kind="rebuttal" params={params} />;
}
