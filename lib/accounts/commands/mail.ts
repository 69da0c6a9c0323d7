import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { mailArrivalInput, mailInput, nameInput } from "../input";
import { linkIsSpent, makeLink, peekLink, spendLink } from "./links";
import { openSession, type SignedIn } from "./sessions";
import { insertAccount } from "./signing-up";
import { isUniqueFault } from "./taken";

/** What a mail is to carry: to whom, and the secret of the link in it. */
export type MailLink = { email: string; secret: string };

/** A link that signs in, or up, whoever reads the mail of this address. Says nothing about whether it is known here. */
export async function makeMailLink(ctx: Ctx, input: unknown): Promise<MailLink> {
  const { email } = parse(mailInput, input);
  return inTransaction(ctx, async (ctx) => ({ email, secret: await makeLink(ctx, "mail", email) }));
}

/** A link that makes the address the viewer's own, once it was followed. */
export const setMail = (ctx: Ctx, input: unknown): Promise<MailLink> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const { email } = parse(mailInput, input);
    return { email, secret: await makeLink(ctx, "mail", subjectOf({ email, account: viewer.id })) };
  });

/** A mail address holds no space, so that one can stand between it and the account it is to belong to. */
type Subject = { email: string; account: string | null };
const subjectOf = ({ email, account }: Subject) => (account === null ? email : `${email} ${account}`);
const readSubject = (subject: string): Subject => {
  const [email = "", account = null] = subject.split(" ");
  return { email, account };
};

/** What following the link will do: `confirm` an address, `sign-in`, or `sign-up`, which takes a name. */
export type MailArrival = { email: string; leadsTo: "confirm" | "sign-in" | "sign-up" };

/** Looks at a link without using it up: mail programs open links before their readers do. */
export async function peekMailLink(ctx: Ctx, secret: string): Promise<MailArrival> {
  const found = await peekLink(ctx, "mail", secret);
  if (found === undefined) throw linkIsSpent();
  const { email, account } = readSubject(found);
  if (account !== null) return { email, leadsTo: "confirm" };
  return { email, leadsTo: (await accountByMail(ctx, email)) ? "sign-in" : "sign-up" };
}

/** Follows a link: confirms the address, or signs in its owner, or makes them an account by the name they chose. */
export const followMailLink = (ctx: Ctx, input: unknown, userAgent: string | null = null): Promise<SignedIn | null> =>
  inTransaction(ctx, async (ctx) => {
    const { secret, name } = parse(mailArrivalInput, input);
    const { email, account } = readSubject(await spendLink(ctx, "mail", secret));
    if (account !== null) {
      await confirmMail(ctx, email, account);
      return null;
    }
    const known = await accountByMail(ctx, email);
    if (known) return openSession(ctx, known, userAgent);
    const chosen = parse(z.object({ name: nameInput }), { name: name ?? undefined });
    const made = await insertAccount(ctx, { name: chosen.name, email, emailVerifiedAt: ctx.now });
    return openSession(ctx, made, userAgent);
  });

async function accountByMail(ctx: Ctx, email: string) {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.email, email), isNull(accounts.deletedAt)));
  return account;
}

async function confirmMail(ctx: Ctx, email: string, id: string) {
  try {
    const [account] = await ctx.db
      .update(accounts)
      .set({ email, emailVerifiedAt: ctx.now })
      .where(and(eq(accounts.id, id), isNull(accounts.deletedAt)))
      .returning();
    if (!account) throw notFound("account");
  } catch (error) {
    if (!isUniqueFault(error)) throw error;
    throw new Refusal(409, "account.mail_taken", "This address belongs to another account already.");
  }
}
