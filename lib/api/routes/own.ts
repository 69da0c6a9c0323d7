import { z } from "@hono/zod-openapi";
import { makeToken, revokeToken } from "@/lib/accounts/commands";
import { exportOwnData } from "@/lib/accounts/export";
import { tokenInput } from "@/lib/accounts/input";
import { settingsOf, tokensOf } from "@/lib/accounts/queries";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { type Api, route } from "../route";
import { address, instant, iso, isoOrNull, listOf } from "../shapes/list";
import { Role } from "../shapes/role";

const tag = "Own account";
const Scope = z.enum(["read", "write"]);

const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    url: address,
    role: Role,
    email: z.string().nullable(),
    hasPassword: z.boolean(),
    showsVotes: z.boolean(),
    identities: z.array(z.string()),
    banned: z.object({ until: instant.nullable(), reason: z.string().nullable() }).nullable(),
    scope: Scope.openapi({ description: "What this request may do: a token may be one that only reads." }),
  })
  .openapi("Me");

const Token = z
  .object({ id: z.string(), name: z.string(), scope: Scope, createdAt: instant, lastUsedAt: instant.nullable() })
  .openapi("Token");

const NewToken = z
  .object({
    id: z.string(),
    name: z.string(),
    secret: z.string().openapi({ description: "What the bearer sends. It can't be seen again." }),
  })
  .openapi("NewToken");

const Export = z
  .looseObject({ format: z.literal("moot-account"), version: z.int(), exportedAt: instant })
  .openapi("AccountExport", { description: "All that is kept of the account." });

export function ownRoutes(api: Api): void {
  route(
    api,
    { method: "get", path: "/me", tag, summary: "One's own account", answer: Me, signedIn: true },
    async ({ ctx, link }) => {
      const { id, role, scope } = authorize(ctx, "account.read");
      const { name, email, hasPassword, showsVotes, identities, banned } = await settingsOf(ctx);
      return {
        ...{ id, name, role, email, hasPassword, showsVotes, identities, scope },
        url: link(paths.person(name)),
        banned: banned && { until: isoOrNull(banned.until), reason: banned.reason },
      };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/me/export",
      tag,
      summary: "All that is kept of one's account",
      answer: Export,
      signedIn: true,
    },
    async ({ ctx }) => {
      const { exportedAt, ...kept } = await exportOwnData(ctx);
      return { ...kept, exportedAt: iso(exportedAt) };
    },
  );
  route(
    api,
    { method: "get", path: "/me/tokens", tag, summary: "One's personal tokens", answer: listOf(Token), signedIn: true },
    async ({ ctx }) => ({
      items: (await tokensOf(ctx)).map(({ createdAt, lastUsedAt, ...token }) => ({
        ...token,
        createdAt: iso(createdAt),
        lastUsedAt: isoOrNull(lastUsedAt),
      })),
      nextCursor: null,
    }),
  );
  route(
    api,
    {
      method: "post",
      path: "/me/tokens",
      tag,
      summary: "Make a personal token",
      body: tokenInput,
      answer: NewToken,
      created: ({ id }) => `${paths.api}/me/tokens/${id}`,
      signedIn: true,
    },
    ({ ctx, input }) => makeToken(ctx, input),
  );
  route(
    api,
    { method: "delete", path: "/me/tokens/{id}", tag, summary: "Revoke a personal token", signedIn: true },
    ({ ctx, param }) => revokeToken(ctx, param("id")),
  );
}
