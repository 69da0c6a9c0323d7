import {
  type Client,
  createClient,
  type InArgs,
  type InStatement,
  type InValue,
  type Row,
  type Transaction,
} from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { changesIn } from "./changes";
import type { Database, DatabaseOptions, Statement } from "./database";
import { inGroups } from "./in-groups";
import { inTurn } from "./in-turn";
import { writeAllIn } from "./kept";
import { openStreams, type Streams } from "./streams";
import { isUnreachable, OutcomeUnknown, StoreUnreachable, within } from "./unreachable";

/** How long a read may take before the next store is asked, in ms. */
const readPatience = 2000;
/** How long a statement of a transaction may take. The server ends one whose turn others wait for after 5 s. */
const writePatience = 4500;
/** Who waited so long for those before them is told to try again, with nothing begun. */
const turnPatience = 4000;
const migrationPatience = 30_000;
/** Before replicas are asked for the last time, in ms. */
const lastPause = 300;

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
  streams: Streams;
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
  const connect = (to: string) => openStreams(webSocketUrl(to), authToken);
  // Apart, because a connection given up over a slow read would take the transactions on it along.
  const writer = connect(url);
  const primary: Store = { streams: connect(url), at: Number.POSITIVE_INFINITY, down: false };
  const copies = replicas.map((to): Store => ({ streams: connect(to), at: -1, down: false }));
  let known = 0;

  function inOrder(): Store[] {
    const current = copies.filter((store) => store.at >= known);
    const behind = copies.filter((store) => store.at < known).sort((a, b) => b.at - a.at);
    const order = [...current, primary, ...behind];
    return [...order.filter((store) => !store.down), ...order.filter((store) => store.down)];
  }

  async function ask<T>(store: Store, work: (streams: Streams) => Promise<T>): Promise<T> {
    try {
      const found = await answered(store.streams, readPatience, () => work(store.streams));
      store.down = false;
      return found;
    } catch (error) {
      store.down ||= isUnreachable(error);
      throw error;
    }
  }

  /**
   * Replicas are asked several times: as its primary dies, one may close a connection or leave a question unanswered (seen
   * with libSQL's server 0.24), and it may be all there is.
   */
  async function nearest<T>(work: (streams: Streams) => Promise<T>): Promise<T> {
    let failed: unknown;
    for (const [round, stores] of [inOrder(), copies, copies].entries()) {
      if (round === 2) await new Promise((resolve) => setTimeout(resolve, lastPause));
      for (const store of stores) {
        try {
          return await ask(store, work);
        } catch (error) {
          if (!isUnreachable(error)) throw error;
          failed = error;
        }
      }
    }
    throw failed;
  }

  async function begin(): Promise<Transaction> {
    const inTime = <T>(work: () => Promise<T>) => answered(writer, writePatience, work);
    const tx = await inTime(() => writer.transaction());
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

  const whole = { begin, migrating: () => createClient({ url: webSocketUrl(url), ...(authToken && { authToken }) }) };
  const asked = clientOf((work) => ask(primary, work), whole);
  const asNear = clientOf(nearest, whole);
  const direct = drizzle(asked);
  const alone = inTurn(onTurn);

  function write<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    return alone((waited) => {
      if (waited > turnPatience) throw new StoreUnreachable("the writes before this one took too long");
      return direct.transaction((tx) => {
        const joined: Database = Object.assign(tx, {
          ...shared,
          write: <T>(work: (tx: Database) => Promise<T>) => work(joined),
          writeAll: writeAllIn(tx),
          nearest: () => joined,
        });
        return work(joined);
      });
    });
  }

  /** Several `writeAll` in one trip. */
  function inOneTrip(take: () => Statement[][]): Promise<Row[][][]> {
    return alone(async (waited) => {
      if (waited > turnPatience) throw new StoreUnreachable("the writes before this one took too long");
      const group = take();
      let sent = false;
      const tellSent = () => {
        sent = true;
      };
      try {
        const statements = group.flat().map(asInStatement);
        const rows = await answered(writer, writePatience, () => writer.together(statements, tellSent));
        return group.map(({ length }) => rows.splice(0, length));
      } catch (error) {
        if (!sent || !isUnreachable(error)) throw error;
        throw new OutcomeUnknown("the connection broke before it was answered", { cause: error });
      }
    });
  }

  const shared = {
    url,
    clients: { reader: asked, writer: asked },
    write,
    writeAll: inGroups(inOneTrip),
    async close() {
      for (const streams of [writer, primary.streams, ...copies.map((copy) => copy.streams)]) streams.close();
    },
    shared: {
      known: () => known,
      know(change: number) {
        known = Math.max(known, change);
      },
      async changes(after: number) {
        if (primary.down) ask(primary, (streams) => streams.execute("select 1")).catch(() => {});
        const looks = copies.map((store) =>
          ask(store, async (streams) => {
            const found = await changesIn(streams, after);
            store.at = found.last;
            return found;
          }).catch(() => null),
        );
        for (const look of looks) {
          const found = await look;
          if (found) return found;
        }
        return ask(primary, (streams) => changesIn(streams, after));
      },
      changesOnPrimary: (after: number) => ask(primary, (streams) => changesIn(streams, after)),
    },
  };
  const near: Database = Object.assign(drizzle(asNear), {
    ...shared,
    clients: { ...shared.clients, reader: asNear },
    nearest: () => near,
  });
  return Object.assign(direct, { ...shared, nearest: () => near });
}

const asInStatement = ({ sql, params }: Statement): InStatement => ({ sql, args: params as InValue[] });

/** What `work` brings within that time; else the connection is given up, as nothing will come back on it for minutes. */
const answered = <T>(streams: Streams, patience: number, work: () => Promise<T>): Promise<T> =>
  within(patience, work()).catch((error) => {
    if (error instanceof StoreUnreachable) streams.reconnect();
    throw error;
  });

type Whole = {
  begin: () => Promise<Transaction>;
  /** libSQL's own, for what has no hurry. */
  migrating: () => Client;
};

/** As Drizzle wants it: each question is put to whichever server `route` chooses. */
function clientOf(
  route: <T>(work: (streams: Streams) => Promise<T>) => Promise<T>,
  { begin, migrating }: Whole,
): Client {
  async function all<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = migrating();
    return within(migrationPatience, work(client)).finally(() => client.close());
  }
  return {
    execute: (statement: InStatement, args?: InArgs) => route((streams) => streams.execute(statement, args)),
    batch: (statements, mode) => all((client) => client.batch(statements, mode)),
    migrate: (statements) => all((client) => client.migrate(statements)),
    executeMultiple: (sql) => all((client) => client.executeMultiple(sql)),
    transaction: begin,
    sync: () => all((client) => client.sync()),
    reconnect() {},
    close() {},
    closed: false,
    protocol: "ws",
  };
}
