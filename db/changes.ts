import type { Client } from "@libsql/client";

/** What was changed, as the nodes that share a server tell each other by the table `changes`. */
export type Changes = {
  /** The newest one's number. */
  last: number;
  /** What the pages that show it are tagged with. */
  tags: string[];
  /** Whether some between are no longer kept: then anything may have changed. */
  gap: boolean;
};

/** How many are kept. A node that missed more makes every page fresh. */
export const keptChanges = 1000;

/** What was changed after the change with that number. */
export async function changesIn(client: Pick<Client, "execute">, after: number): Promise<Changes> {
  const { rows } = await client.execute({
    sql: `select c.tags, kept.first, kept.last
          from (select min(row_id) as first, max(row_id) as last from changes) kept
          left join changes c on c.row_id > ?`,
    args: [after],
  });
  const tags = new Set(rows.flatMap(({ tags }): string[] => (tags === null ? [] : JSON.parse(String(tags)))));
  return { last: Number(rows[0]?.last ?? 0), tags: [...tags], gap: Number(rows[0]?.first ?? 0) > after + 1 };
}
