import { parseArgs } from "node:util";
import { roles } from "@/lib/accounts/accounts";
import { addByOperator, makeResetLink, makeTokenFor } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { database } from "@/lib/database";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { migrateUnlessOwned } from "@/lib/upkeep/migrate";
import { siteOrigin } from "@/lib/web/site";

const usage = `Use it so:
  npm run user -- add NAME [--role ${roles.join("|")}]   an account with a password that is printed; or, where there
                                                          is one, its new role
  npm run user -- reset NAME                              a link to set the password anew
  npm run user -- token NAME [--scope read|write]         a token for the API, alone on the last line`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { role: { type: "string" }, scope: { type: "string", default: "read" } },
});
const [verb, name] = positionals;
const say = (...lines: string[]) => process.stdout.write(`${lines.join("\n")}\n`);

async function run() {
  if (!name || positionals.length !== 2) throw new Error(usage);
  const db = await database();
  try {
    await migrateUnlessOwned(db, readEnv().DATABASE_URL);
    const ctx = createCtx(db);
    if (verb === "add") {
      const added = await addByOperator(ctx, { name, role: values.role });
      say(
        added.password === null
          ? `${added.name} has an account already; the role is ${added.role} now.`
          : `${added.name} has an account now, as ${added.role}. The password, to be changed in the settings:\n${added.password}`,
      );
    } else if (verb === "reset") {
      const secret = await makeResetLink(ctx, name);
      say(`Within a day, this link sets the password of ${name} anew, once:`, `${siteOrigin(null)}/reset/${secret}`);
    } else if (verb === "token") {
      const { secret } = await makeTokenFor(ctx, name, { name: "made on the terminal", scope: values.scope });
      say(`A token of ${name}, scope ${values.scope}. It is not shown again.`, secret);
    } else {
      throw new Error(usage);
    }
  } finally {
    await db.close();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Refusal || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
