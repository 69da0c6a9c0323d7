import { randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { type Role, roles } from "../accounts";
import { nameInput } from "../input";
import { skeletonOf } from "../names";
import { hashPassword } from "../passwords";
import { setRoleAsOperator } from "./people";
import { insertAccount } from "./signing-up";

const input = z.object({
  name: nameInput,
  role: z.enum(roles, { error: `A role is one of ${roles.join(", ")}.` }).optional(),
});

/** What the operator's terminal is told; `password` is null where the account was there before. */
export type Added = { name: string; role: Role; password: string | null };

/** Makes an account from the machine itself, or gives an existing one its role. */
export async function addByOperator(ctx: Ctx, given: unknown): Promise<Added> {
  const { name, role } = parse(input, given);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const [known] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.nameSkeleton, skeletonOf(name)), isNull(accounts.deletedAt)));
    const account = known?.name === name ? known : await insertAccount(ctx, { name, passwordHash });
    await setRoleAsOperator(ctx, account, role ?? account.role, "Set on the machine that Moot runs on");
    return { name: account.name, role: role ?? account.role, password: known ? null : password };
  });
}

/** Without letters and digits that are taken for each other. 20 of 54 make 115 bits. */
const alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const newPassword = () => Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join("");
