/** The server did not answer, or not in time, or it was not even asked. A transaction that ends so was undone. */
export class StoreUnreachable extends Error {
  override name = "StoreUnreachable";
  readonly code = "STORE_UNREACHABLE";
}

/** The connection broke after a transaction's COMMIT was sent: it is there whole, or not at all. */
export class OutcomeUnknown extends Error {
  override name = "OutcomeUnknown";
  readonly code = "STORE_OUTCOME_UNKNOWN";
}

const codes =
  /STORE_UNREACHABLE|HRANA_(WEBSOCKET|CLOSED)|CLIENT_CLOSED|^E(CONN|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/;

/** Whether an error says that the connection failed, and not that the server refused. */
export function isUnreachable(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (codes.test(`${(e as { code?: unknown }).code}`)) return true;
  }
  return false;
}

/** What `work` brings within `ms`. It goes on unheeded where that takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnreachable(`no answer within ${ms} ms`)), ms);
  });
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
