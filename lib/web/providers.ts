import type { AuthOptions } from "next-auth";
import GitHub, { type GithubProfile } from "next-auth/providers/github";
import Google, { type GoogleProfile } from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { type Provider, providerLabels } from "@/lib/accounts/accounts";
import { readEnv } from "@/lib/env";

/** What Moot takes from a provider: who it is, and a name to make the one here from. No mail address, no picture. */
export type Vouched = { id: string; provider: Provider; subject: string; nameElsewhere: string };

/** The providers that are configured, with the words for their buttons. */
export function configuredProviders(): { id: Provider; label: string }[] {
  const env = readEnv();
  return [
    ...(env.GITHUB_ID ? [{ id: "github" as const, label: providerLabels.github }] : []),
    ...(env.GOOGLE_ID ? [{ id: "google" as const, label: providerLabels.google }] : []),
    ...(env.OIDC_ISSUER ? [{ id: "oidc" as const, label: new URL(env.OIDC_ISSUER).hostname }] : []),
  ];
}

/** The same as next-auth takes them. */
export function nextAuthProviders(): AuthOptions["providers"] {
  const env = readEnv();
  const configured: AuthOptions["providers"] = [];
  if (env.GITHUB_ID && env.GITHUB_SECRET) configured.push(github(env.GITHUB_ID, env.GITHUB_SECRET));
  if (env.GOOGLE_ID && env.GOOGLE_SECRET) configured.push(google(env.GOOGLE_ID, env.GOOGLE_SECRET));
  if (env.OIDC_ISSUER && env.OIDC_ID && env.OIDC_SECRET) {
    configured.push(oidc(env.OIDC_ISSUER, env.OIDC_ID, env.OIDC_SECRET));
  }
  return configured;
}

const vouched = (provider: Provider, subject: string, ...names: (string | null | undefined)[]): Vouched => ({
  ...{ id: subject, provider, subject },
  nameElsewhere: names.find((name) => name) ?? "",
});

function github(clientId: string, clientSecret: string) {
  return GitHub({
    clientId,
    clientSecret,
    // The one that next-auth brings asks for the mail addresses as well.
    authorization: { url: "https://github.com/login/oauth/authorize", params: { scope: "read:user" } },
    userinfo: {
      url: "https://api.github.com/user",
      request: ({ client, tokens }) => client.userinfo(tokens.access_token ?? ""),
    },
    profile: (profile: GithubProfile) => vouched("github", String(profile.id), profile.login),
  });
}

function google(clientId: string, clientSecret: string) {
  return Google({
    clientId,
    clientSecret,
    authorization: { params: { scope: "openid profile" } },
    profile: (profile: GoogleProfile) => vouched("google", profile.sub, profile.given_name, profile.name),
  });
}

type OidcClaims = { sub: string; preferred_username?: string; nickname?: string; name?: string };

function oidc(issuer: string, clientId: string, clientSecret: string) {
  return {
    id: "oidc",
    name: new URL(issuer).hostname,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile" } },
    // Many issuers put no names into the ID token; where they have a user info endpoint it knows them.
    userinfo: {
      async request({ client, tokens }) {
        const claims = JSON.parse(Buffer.from((tokens.id_token ?? "").split(".")[1] ?? "", "base64url").toString());
        const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens.access_token ?? "") : {};
        if ("sub" in more && more.sub !== claims.sub) throw new Error("the user info is about somebody else");
        return { ...claims, ...more };
      },
    },
    profile: (claims) => vouched("oidc", claims.sub, claims.preferred_username, claims.nickname, claims.name),
  } satisfies OAuthConfig<OidcClaims>;
}
