import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/**
 * A real OpenID Connect issuer on loopback, with its own pages for signing in and consenting. Whoever types a name is
 * that subject, and goes by the user name of `names`.
 */
export async function startIssuer(names: Record<string, string> = {}) {
  const server: Server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: "moot", secret: "the secret that Moot has with its issuer" };
  return {
    url,
    client,
    close: () => new Promise((resolve) => server.close(resolve)),
    /** Opens it to a Moot, whose address is known only once it runs. */
    openTo(redirectUri: string) {
      const provider = new Provider(url, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            grant_types: ["authorization_code"],
            response_types: ["code"],
            redirect_uris: [redirectUri],
          },
        ],
        claims: { openid: ["sub"], profile: ["preferred_username"] },
        cookies: { keys: ["an issuer for tests"] },
        pkce: { required: () => true },
        findAccount: (_ctx, sub) => ({
          accountId: sub,
          claims: async () => ({ sub, preferred_username: names[sub] ?? sub }),
        }),
      });
      server.on("request", provider.callback());
    },
  };
}
