/**
 * A refusal: something asked for that Moot will not or cannot do. `code` is stable, for programs; `message` is a
 * sentence for the person, which says what to do; `errors` holds a sentence per field where the input was at fault.
 */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: RefusalStatus;
  readonly code: string;
  readonly errors: FieldErrors | undefined;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined;
  /** What a program, or the form that comes back, needs to go on: the contribution that is already there, for instance. */
  readonly details: Record<string, unknown> | undefined;

  constructor(
    status: RefusalStatus,
    code: string,
    message: string,
    more: { errors?: FieldErrors; retryAfter?: number; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
    this.details = more.details;
  }
}

/** 400 malformed, 401 signed out, 403 not allowed, 404 not there or not visible, 405 no such method, 409 stale or taken, 413 too large, 422 invalid, 429 too often, 503 later. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 503;

/** By the path of the field, `source.url` for instance. */
export type FieldErrors = Record<string, string>;

export const notFound = (
  what:
    | "essay"
    | "claim"
    | "contribution"
    | "account"
    | "token"
    | "session"
    | "flag"
    | "page"
    | "decision"
    | "appeal"
    | "proposal"
    | "webhook"
    | "delivery"
    | "reason"
    | "rule"
    | "source"
    | "text"
    | "import",
) => new Refusal(404, `${what}.not_found`, `There is no such ${what}.`);

export const signedOut = () => new Refusal(401, "account.signed_out", "Sign in first. What you wrote is kept.");

/** @param version the one that is there now */
export const stale = (what: "claim" | "contribution" | "grade" | "proposal", version: number) =>
  new Refusal(409, `${what}.stale`, "It was changed meanwhile. Look at the newer version, then decide again.", {
    details: { version },
  });

export const invalid = (errors: FieldErrors, code = "input.invalid") =>
  new Refusal(422, code, Object.values(errors)[0] ?? "Something in the form is not right.", { errors });

/** SQLite's codes for a store that can't be written just now: the disk is full, read-only, failing or busy. */
const storeCodes =
  /SQLITE_(READONLY|FULL|IOERR|BUSY|CANTOPEN|LOCKED|CORRUPT)|STORE_UNREACHABLE|HRANA_|ECONN|TRANSACTION_TIMEOUT|no transaction is active|BLOCKED/;

/** The refusal that an error amounts to, or undefined for a fault of ours. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  for (let e = error; e instanceof Error; e = e.cause) {
    if ((e as { code?: unknown }).code === "STORE_OUTCOME_UNKNOWN") {
      const message =
        "The database failed while this was being saved: it may be saved, or not. Look before you send it again.";
      return new Refusal(503, "store.outcome_unknown", message, { retryAfter: 10, cause: error });
    }
    if (storeCodes.test(`${(e as { code?: unknown }).code ?? ""} ${e.message}`)) {
      return new Refusal(
        503,
        "store.unavailable",
        "Moot can't save anything just now. Keep what you wrote and try again soon.",
        {
          retryAfter: 10,
          cause: error,
        },
      );
    }
  }
  return undefined;
}
