import { type Client, createClient, type InArgs, type InStatement, type Transaction } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { changesIn } from "./changes";
import type { Database, DatabaseOptions } from "./database";
import { inTurn } from "./in-turn";
import * as schema from "./schema";
import { isUnreachable, OutcomeUnknown, StoreUnreachable, within } from "./unreachable";

/** How long a read may take before the next store is asked, in ms. */
const readPatience = 2000;
/** How long a statement of a transaction may take. The server ends one whose turn others wait for after 5 s. */
const writePatience = 4500;
/** Who waited so long for those before them is told to try again, with nothing begun. */
const turnPatience = 4000;
const migrationPatience = 30_000;

/**
 * libSQL's server by WebSocket, whichever scheme is written: over HTTP each statement is a request of its own, a
 * transaction takes four times as long, and what a killed process had begun holds everybody up for five seconds.
 */
export const webSocketUrl = (url: string): string =>
  url
    .replace(/^libsql:(?=.*[?&]tls=0)/, "ws:")
    .replace(/^(libsql|https):/, "wss:")
    .replace(/^http:/, "ws:");

type Store = {
  client: Client;
  /** The newest change that was seen there. The primary has all. */
  at: number;
  down: boolean;
};

/**
 * A database that a libSQL server minds, with any number of replicas to read from. What is read on somebody's behalf
 * comes from the primary. `nearest` reads from the first replica that has what this process knows to be there, else
 * from the primary, and where that does not answer from a replica that is behind.
 */
export function openServer({ url, replicas = [], authToken, onTurn }: DatabaseOptions): Database {
  const connect = (to: string): Client =>
    createClient({ url: webSocketUrl(to), ...(authToken === undefined ? {} : { authToken }) });
  // Apart, because a connection given up over a slow read would take the transactions on it along.
  const writer = connect(url);
  const primary: Store = { client: connect(url), at: Number.POSITIVE_INFINITY, down: false };
  const copies = replicas.map((to): Store => ({ client: connect(to), at: -1, down: false }));
  let known = 0;

  function inOrder(): Store[] {
    const current = copies.filter((store) => store.at >= known);
    const behind = copies.filter((store) => store.at < known).sort((a, b) => b.at - a.at);
    const order = [...current, primary, ...behind];
    return [...order.filter((store) => !store.down), ...order.filter((store) => store.down)];
  }

  async function ask<T>(store: Store, work: (client: Client) => Promise<T>): Promise<T> {
    try {
      const found = await answered(store.client, readPatience, () => work(store.client));
      store.down = false;
      return found;
    } catch (error) {
      store.down ||= isUnreachable(error);
      throw error;
    }
  }

  async function nearest<T>(work: (client: Client) => Promise<T>): Promise<T> {
    let failed: unknown;
    // Replicas a second time, on a new connection: as its primary dies, one may leave a question unanswered (seen with
    // libSQL's server 0.24), and it may be all there is.
    for (const store of [...inOrder(), ...copies]) {
      try {
        return await ask(store, work);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        failed = error;
      }
    }
    throw failed;
  }

  async function begin(): Promise<Transaction> {
    const inTime = <T>(work: () => Promise<T>) => answered(writer, writePatience, work);
    const tx = await inTime(() => writer.transaction("write"));
    return {
      execute: (statement) => inTime(() => tx.execute(statement)),
      batch: (statements) => inTime(() => tx.batch(statements)),
      executeMultiple: (sql) => inTime(() => tx.executeMultiple(sql)),
      commit: () =>
        inTime(() => tx.commit()).catch((error) => {
          if (!isUnreachable(error)) throw error;
          throw new OutcomeUnknown("the connection broke at the commit", { cause: error });
        }),
      // Where the connection is gone the server undoes it; what led here is what matters.
      rollback: () => inTime(() => tx.rollback()).catch(() => {}),
      close: () => tx.close(),
      get closed() {
        return tx.closed;
      },
    };
  }

  const asked = clientOf((work) => ask(primary, work), begin);
  const asNear = clientOf(nearest, begin);
  const direct = drizzle(asked, { schema });
  const alone = inTurn(onTurn);

  function write<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    return alone((waited) => {
      if (waited > turnPatience) throw new StoreUnreachable("the writes before this one took too long");
      return direct.transaction((tx) => {
        const joined: Database = Object.assign(tx, {
          ...shared,
          write: <T>(work: (tx: Database) => Promise<T>) => work(joined),
          nearest: () => joined,
        });
        return work(joined);
      });
    });
  }

  const shared = {
    url,
    clients: {
      reader: asked,
      writer: clientOf((work) => answered(writer, migrationPatience, () => work(writer)), begin),
    },
    write,
    close() {
      for (const client of [writer, primary.client, ...copies.map((copy) => copy.client)]) client.close();
    },
    shared: {
      known: () => known,
      know(change: number) {
        known = Math.max(known, change);
      },
      async changes(after: number) {
        if (primary.down) ask(primary, (client) => client.execute("select 1")).catch(() => {});
        const looks = copies.map((store) =>
          ask(store, async (client) => {
            const found = await changesIn(client, after);
            store.at = found.last;
            return found;
          }).catch(() => null),
        );
        for (const look of looks) {
          const found = await look;
          if (found) return found;
        }
        return ask(primary, (client) => changesIn(client, after));
      },
      changesOnPrimary: (after: number) => ask(primary, (client) => changesIn(client, after)),
    },
  };
  const near: Database = Object.assign(drizzle(asNear, { schema }), {
    ...shared,
    clients: { ...shared.clients, reader: asNear },
    nearest: () => near,
  });
  return Object.assign(direct, { ...shared, nearest: () => near });
}

/** What `work` brings within that time; else the connection is given up, as nothing will come back on it for minutes. */
const answered = <T>(client: Client, patience: number, work: () => Promise<T>): Promise<T> =>
  within(patience, work()).catch((error) => {
    if (error instanceof StoreUnreachable) void Promise.resolve(client.reconnect()).catch(() => {});
    throw error;
  });

/** libSQL's client, with each question put to whichever client `route` chooses. */
function clientOf(
  route: <T>(work: (client: Client) => Promise<T>) => Promise<T>,
  transaction: () => Promise<Transaction>,
): Client {
  return {
    execute: (statement: InStatement, args?: InArgs) =>
      route((client) => (typeof statement === "string" ? client.execute(statement, args) : client.execute(statement))),
    batch: (statements, mode) => route((client) => client.batch(statements, mode)),
    migrate: (statements) => route((client) => client.migrate(statements)),
    executeMultiple: (sql) => route((client) => client.executeMultiple(sql)),
    transaction,
    sync: () => route((client) => client.sync()),
    reconnect() {},
    close() {},
    closed: false,
    protocol: "ws",
  };
}
