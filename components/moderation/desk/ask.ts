import type { FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";

export type Answer = { ok: true; body: Record<string, unknown> } | { ok: false; state: FormState };

/** Asks the API, and answers a refusal as a form knows it. */
export async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  try {
    const response = await fetch(paths.api + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer = response.status === 204 ? {} : await response.json();
    if (response.ok) return { ok: true, body: answer };
    const { code, detail, errors, type: _, title: __, status: ___, ...details } = answer;
    return {
      ok: false,
      state: { status: "refused", code, message: detail, errors: errors ?? {}, values: {}, details },
    };
  } catch {
    const message = "Moot can't be reached just now. Nothing was decided; try again in a moment.";
    return { ok: false, state: { status: "refused", code: "network", message, errors: {}, values: {} } };
  }
}
