import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { makeToken, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { seed } from "@/lib/interchange/seed";
import type { VoteValue } from "@/lib/votes/votes";
import { type Stores, startStores } from "./libsql";
import { password } from "./people";
import { type RunningMoot, type StartOptions, startMoot } from "./server";

export type Cluster = {
  stores: Stores;
  nodes: RunningMoot[];
  claims: string[];
  people: { name: string; token: string }[];
  /** Another node, with what it is told to do otherwise. */
  join(env?: Record<string, string>): Promise<RunningMoot>;
  stop(): Promise<void>;
};

/** The secret that all nodes share. */
const secret = "the same on every node of the cluster";

/** A libSQL primary with replicas, the essay's claims, people with tokens, and nodes of Moot, each as `npm start` runs it. */
export async function startCluster({ nodes = 2, replicas = 1, people = 4 } = {}): Promise<Cluster> {
  const stores = await startStores({ replicas });
  const db = await openDatabase({ url: stores.primary.url });
  await migrateDatabase(db);
  await seed(db, "claims");
  const made: Cluster["people"] = [];
  for (let i = 0; i < people; i += 1) {
    const name = `voter-${i}`;
    const { viewer } = await signUp(createCtx(db), { name, password });
    made.push({ name, token: (await makeToken(createCtx(db, viewer), { name: "test", scope: "write" })).secret });
  }
  const { rows } = await db.clients.reader.execute("select id from claims order by position");
  db.close();
  const running: RunningMoot[] = [];
  const join = async (env: StartOptions["env"] = {}) => {
    const node = await startMoot({
      env: {
        DATABASE_URL: stores.primary.url,
        DATABASE_REPLICA_URL: stores.replicas.map(({ url }) => url).join(","),
        NEXTAUTH_SECRET: secret,
        ...env,
      },
    });
    running.push(node);
    return node;
  };
  for (let i = 0; i < nodes; i += 1) await join();
  return {
    stores,
    nodes: running,
    claims: rows.map(({ id }) => String(id)),
    people: made,
    join,
    async stop() {
      await Promise.all(running.map((node) => node.stop()));
      await stores.stop();
    },
  };
}

export const vote = (node: { url: string }, claim: string, token: string, value: VoteValue): Promise<Response> =>
  fetch(`${node.url}/api/v1/claims/${claim}/vote`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ value }),
  });
