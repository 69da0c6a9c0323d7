import type { MailLink } from "@/lib/accounts/commands";
import { sendMail } from "./mail";
import { siteOrigin } from "./site";

/** Mails a one-time link. `host` is the one the request came to. */
export function sendMailLink({ email, secret }: MailLink, purpose: "sign-in" | "confirm", host: string | null) {
  const origin = siteOrigin(host);
  const site = new URL(origin).host;
  const link = `${origin}/signin/mail/${secret}`;
  const [subject, why] =
    purpose === "sign-in"
      ? [`Sign in to ${site}`, `Open this link to sign in to Moot at ${site}:`]
      : [`Your address at ${site}`, `Open this link to make this address one by which you sign in to Moot at ${site}:`];
  return sendMail({
    to: email,
    subject,
    text: `${why}\n\n${link}\n\nIt works once, for an hour. If you did not ask for it, do nothing: without the link nobody gets in.\n`,
  });
}
