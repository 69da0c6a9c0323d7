import "./styles";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { BanNotice } from "@/components/layout/ban-notice";
import { Footer } from "@/components/layout/footer";
import { Masthead } from "@/components/layout/masthead";
import { LoadViewer } from "@/components/viewer/load-viewer";
import { TallyPatterns } from "@/components/votes/tally";
import { siteOrigin } from "@/lib/web/site";
import base from "./base.module.css";

export const metadata: Metadata = {
  metadataBase: new URL(siteOrigin(null)),
  title: { default: "Moot", template: "%s · Moot" },
  description:
    "Argue an essay one claim at a time: votes, evidence with its source, rebuttals, one link for each claim.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#17181b" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={base.page}>
      <body>
        <TallyPatterns />
        <Masthead />
        <BanNotice />
        <main id="main">{children}</main>
        <Footer />
        <LoadViewer />
      </body>
    </html>
  );
}
