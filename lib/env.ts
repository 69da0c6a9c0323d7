import { z } from "zod";
import { parseAllowed } from "@/lib/sources/addresses";

const optionalText = z.string().trim().min(1).optional();

const schema = z
  .object({
    PORT: z.coerce.number({ error: "PORT is a number" }).int().min(0).max(65535).default(3000),
    HOSTNAME: z.string().default("0.0.0.0"),
    DATABASE_URL: z
      .string()
      .regex(/^(file:|https?:|libsql:|wss?:)/, "DATABASE_URL begins with file:, http:, https:, libsql:, ws: or wss:")
      .default("file:./data/moot.db"),
    DATABASE_AUTH_TOKEN: optionalText,
    DATABASE_REPLICA_URL: z
      .string()
      .default("")
      .transform((text) => text.split(",").flatMap((url) => url.trim() || []))
      .refine((urls) => urls.every((url) => /^(https?|libsql|wss?):\/\/./.test(url)), {
        error: "DATABASE_REPLICA_URL names servers, http://replica:8080 for instance, the nearest first, by commas",
      }),
    NEXTAUTH_URL: z
      .url({ protocol: /^https?$/, error: "NEXTAUTH_URL is the address people use, https://moot.example for instance" })
      .optional(),
    NEXTAUTH_SECRET: z.string().min(32, "NEXTAUTH_SECRET has at least 32 characters").optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: "SMTP_URL begins with smtp:// or smtps://" }).optional(),
    MAIL_FROM: optionalText,
    GITHUB_ID: optionalText,
    GITHUB_SECRET: optionalText,
    GOOGLE_ID: optionalText,
    GOOGLE_SECRET: optionalText,
    OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "OIDC_ISSUER is the issuer's address" }).optional(),
    OIDC_ID: optionalText,
    OIDC_SECRET: optionalText,
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    METRICS_TOKEN: optionalText,
    SOURCE_CHECKS: z.enum(["on", "off"], { error: "SOURCE_CHECKS is on or off" }).default("on"),
    SOURCE_CHECK_ALLOW: z
      .string()
      .default("")
      .transform((text, issues) => {
        try {
          return parseAllowed(text);
        } catch (error) {
          issues.addIssue({ code: "custom", message: `SOURCE_CHECK_ALLOW: ${(error as Error).message}` });
          return z.NEVER;
        }
      }),
    SOURCE_RECHECK_DAYS: z.coerce
      .number({ error: "SOURCE_RECHECK_DAYS is a number of days" })
      .min(1, "SOURCE_RECHECK_DAYS is 1 at least")
      .max(3650)
      .default(7),
    ARCHIVE_LOOKUP: z
      .string()
      .regex(/^https?:\/\/.*\{url\}/, "ARCHIVE_LOOKUP is the address of a service, with {url} where the source's goes")
      .optional(),
    SEED: z.enum(["starter", "claims", "none"], { error: "SEED is starter, claims or none" }).default("starter"),
  })
  .superRefine((env, issues) => {
    if (env.DATABASE_URL.startsWith("file:") && env.DATABASE_REPLICA_URL.length > 0) {
      const message = "DATABASE_REPLICA_URL goes with a DATABASE_URL that names a server: a file has no replicas";
      issues.addIssue({ code: "custom", path: ["DATABASE_REPLICA_URL"], message });
    }
    for (const [a, b] of [
      ["GITHUB_ID", "GITHUB_SECRET"],
      ["GOOGLE_ID", "GOOGLE_SECRET"],
      ["OIDC_ID", "OIDC_SECRET"],
      ["OIDC_ISSUER", "OIDC_ID"],
      ["SMTP_URL", "MAIL_FROM"],
    ] as const) {
      if ((env[a] === undefined) !== (env[b] === undefined)) {
        issues.addIssue({ code: "custom", path: [a], message: `${a} and ${b} go together: set both or neither` });
      }
    }
  });

export type Env = z.infer<typeof schema>;

/** Reads the environment, or throws one error with a line for each variable that is wrong. */
export function readEnv(from: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The environment is not right:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`,
  );
}
