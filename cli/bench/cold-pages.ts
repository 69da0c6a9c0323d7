import { type Database, openDatabase } from "@/db/client";
import { contributionSorts } from "@/lib/contributions/contributions";
import { recountClaim } from "@/lib/contributions/recount";
import { paths } from "@/lib/paths";

/** Row ids are moved by so much for each claim: more than the bench attaches. */
const apart = 100_000;

/**
 * Gives every other claim what is attached to the bench's one, and answers the addresses of their pages in each order: so
 * many pages of as many contributions that nobody has read yet.
 */
export async function coldPages(file: string, claimId: string): Promise<string[]> {
  const db = await openDatabase({ url: `file:${file}` });
  try {
    const { rows } = await db.clients.reader.execute("select row_id, id, slug from claims order by position");
    const claims = rows.map((row) => ({ rowId: Number(row.row_id), id: String(row.id), slug: String(row.slug) }));
    const from = claims.find(({ id }) => id === claimId)?.rowId;
    const others = claims.filter(({ rowId }) => rowId !== from);
    for (const [i, { rowId }] of others.entries()) {
      const by = (i + 1) * apart;
      const moved = { row_id: `row_id + ${by}`, id: `id || ${by}`, claim: `${rowId}`, parent: `parent + ${by}` };
      await copy(db, "contributions", moved, `claim = ${from}`);
      const wordings = `contribution in (select row_id from contributions where claim = ${from})`;
      await copy(db, "revisions", { row_id: "null", contribution: `contribution + ${by}` }, wordings);
      await db.write((tx) => recountClaim(tx, rowId));
    }
    return contributionSorts.flatMap((sort) => others.map((claim) => `${paths.claim(claim)}?sort=${sort}`));
  } finally {
    await db.close();
  }
}

/** Copies the rows of a table that fit, with what `changed` has in place of some columns. */
async function copy(db: Database, table: string, changed: Record<string, string>, fits: string): Promise<void> {
  const { rows } = await db.clients.reader.execute(`select name from pragma_table_info('${table}')`);
  const names = rows.map(({ name }) => String(name));
  const values = names.map((name) => changed[name] ?? `"${name}"`);
  const columns = names.map((name) => `"${name}"`);
  await db.clients.writer.execute(`insert into ${table} (${columns}) select ${values} from ${table} where ${fits}`);
}
