import { z } from "@hono/zod-openapi";

export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().openapi({ description: "A sentence for the person, which says what to do." }),
    code: z.string().openapi({ description: "Stable, for programs.", example: "claim.not_found" }),
    errors: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: "By field, `source.url` for instance: what is wrong with it." }),
  })
  .openapi("Problem", { description: "A refusal, as RFC 9457 has it." });
