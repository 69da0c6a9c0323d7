/** What a form knows of its last submission. `values` is what was typed, by field name. */
export type FormState<T = undefined> =
  | { status: "idle" }
  | { status: "done"; message?: string | undefined; data?: T | undefined; leave?: string | undefined }
  | {
      status: "refused";
      code: string;
      message: string;
      errors: Record<string, string>;
      values: Record<string, string>;
      details?: Record<string, unknown> | undefined;
    };

export const idle: { status: "idle" } = { status: "idle" };

/** What to put into the field again: what was typed before the refusal, or else what stands there anyway. */
export const typedIn = (state: FormState<unknown>, name: string, otherwise = ""): string =>
  state.status === "refused" ? (state.values[name] ?? otherwise) : otherwise;

export const faultIn = (state: FormState<unknown>, name: string): string | undefined =>
  state.status === "refused" ? state.errors[name] : undefined;
