import { createTransport } from "nodemailer";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { log } from "@/lib/log";
import { once } from "@/lib/process";

export const canMail = (): boolean => readEnv().SMTP_URL !== undefined;

/** Sends a plain text. Returns when the mail server has taken it. */
export async function sendMail(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = readEnv();
  if (SMTP_URL === undefined) throw new Refusal(404, "mail.not_configured", "This Moot sends no mail.");
  const transport = once("mail", () => createTransport(SMTP_URL, { from: MAIL_FROM }));
  try {
    await transport.sendMail({ ...mail, from: MAIL_FROM });
  } catch (error) {
    log.error({ error }, "a mail could not be sent");
    throw new Refusal(503, "mail.failed", "The mail could not be sent just now. Try again in a few minutes.", {
      retryAfter: 120,
      cause: error,
    });
  }
}
