import { z } from "zod";
import { webhookEvents } from "./webhooks";

export const webhookInput = z.object({
  essay: z.string({ error: "Choose an essay." }).min(1, "Choose an essay.").max(200),
  url: z
    .url({ protocol: /^https?$/, error: "Give a full http or https address." })
    .max(2048)
    .refine((url) => !URL.canParse(url) || !/^https?:\/\/[^/]*@/i.test(url), "Leave name and password out."),
  events: z
    .array(z.enum(webhookEvents, { error: "Choose from the list." }))
    .min(1, "Choose at least one event.")
    .transform((events) => [...new Set(events)]),
});
