import type { z } from "zod";
import { type FieldErrors, invalid, Refusal } from "@/lib/errors";

/** What came in, as the schema says, or a refusal with a sentence per field. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors: FieldErrors = {};
  for (const issue of parsed.error.issues) {
    if (issue.path.length === 0) {
      throw new Refusal(400, "input.malformed", "The request does not have the form that is expected here.");
    }
    errors[issue.path.join(".")] ??= issue.message;
  }
  throw invalid(errors);
}
