import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { essayWithClaims } from "../support/debate";
import { bringIn } from "../support/essays";
import { type Answer, api, evidence, openapi, operations, rebuttal } from "./support";

type Setting = Awaited<ReturnType<typeof api>> & { attached: string };

const fatima = { role: "moderator" } as const;

const graded = (version: number) => ({ grade: "mixed", rationale: "It is often first, and often wrong.", version });

const toPropose = (more: object = {}) => ({
  quote: { exact: "Training a model takes a power station." },
  statement: "Nobody trains a model at home.",
  kind: "cause",
  ...more,
});

/** An essay with a text, and a proposal of Ada's for it. */
async function proposed({ as, send }: Setting): Promise<{ slug: string; id: string }> {
  const { slug } = await bringIn(await as("root", "admin"));
  const { body } = await send("ada", "POST", `/essays/${slug}/proposals`, toPropose());
  return { slug, id: body.id };
}

const uploaded = async (send: Setting["send"]): Promise<string> => {
  const sent = await send("root", "POST", "/imports?dryRun=true", "Discussion Title: Soap\n\n1. Soap cleans.\n", {
    role: "admin",
  });
  return sent.body.id;
};

const reject = (send: Setting["send"], id: string) =>
  send(
    "max",
    "POST",
    `/contributions/${id}/decisions`,
    { to: "rejected", version: 1, reason: { code: "spam" } },
    { role: "moderator" },
  );

/** One use of each route that succeeds. `send` holds the answer against the document. */
const exercises: Record<string, (s: Setting) => Promise<Answer>> = {
  "GET /essays": ({ send }) => send(null, "GET", "/essays"),
  "GET /essays/{slug}": ({ send }) => send(null, "GET", "/essays/on-elements?sort=argued&kind=fact"),
  "GET /essays/{slug}/export": ({ send }) => send(null, "GET", "/essays/on-elements/export"),
  "GET /claims/{id}/export": ({ send, claim }) => send(null, "GET", `/claims/${claim.id}/export?format=aif`),
  "POST /imports": ({ send }) =>
    send("root", "POST", "/imports?format=kialo&name=soap.txt", "Discussion Title: Soap\n\n1. Soap cleans.\n", {
      role: "admin",
      headers: { "content-type": "application/octet-stream" },
    }),
  "GET /imports/{id}": async ({ send }) => send("root", "GET", `/imports/${await uploaded(send)}`),
  "POST /imports/{id}": async ({ send }) => send("root", "POST", `/imports/${await uploaded(send)}?slug=soap-again`),
  "DELETE /imports/{id}": async ({ send }) => send("root", "DELETE", `/imports/${await uploaded(send)}`),
  "GET /claims": ({ send }) => send(null, "GET", "/claims?essay=on-elements&q=Water&sort=divided"),
  "GET /claims/{id}": ({ send, claim }) => send(null, "GET", `/claims/${claim.id}`),
  "PUT /claims/{id}/vote": ({ send, claim }) => send("ada", "PUT", `/claims/${claim.id}/vote`, { value: "unsure" }),
  "DELETE /claims/{id}/vote": ({ send, claim }) => send("ada", "DELETE", `/claims/${claim.id}/vote`),
  "GET /claims/{id}/revisions": ({ send, claim }) => send(null, "GET", `/claims/${claim.id}/revisions`),
  "PATCH /claims/{id}": ({ send, claim }) =>
    send(
      "fatima",
      "PATCH",
      `/claims/${claim.id}`,
      { statement: "Water wets", kind: "prediction", resolvesOn: "2027-01-01", version: 1, reason: "Clearer." },
      fatima,
    ),
  "POST /claims/{id}/merge": ({ send, claim, other }) =>
    send("fatima", "POST", `/claims/${claim.id}/merge`, { into: other.id, version: 1, reason: "The same." }, fatima),
  "POST /claims/{id}/move": async ({ send, db, claim }) => {
    await essayWithClaims(db, ["Ice is cold"], "On winter");
    return send(
      "fatima",
      "POST",
      `/claims/${claim.id}/move`,
      { essay: "on-winter", version: 1, reason: "Cold." },
      fatima,
    );
  },
  "POST /claims/{id}/split": ({ send, claim, attached }) =>
    send(
      "fatima",
      "POST",
      `/claims/${claim.id}/split`,
      { statement: "Rain is wet", kind: "fact", contributions: [attached], version: 1, reason: "Two in one." },
      fatima,
    ),
  "POST /claims/{id}/resolution": ({ send, claim, attached }) =>
    send(
      "fatima",
      "POST",
      `/claims/${claim.id}/resolution`,
      { outcome: "mostly-true", reasons: "So it is measured.", contributions: [attached], version: 1 },
      fatima,
    ),
  "PUT /claims/{id}/lock": ({ send, claim }) =>
    send(
      "fatima",
      "PUT",
      `/claims/${claim.id}/lock`,
      { lock: "hold-new", reason: "Calm", until: "2026-12-01" },
      fatima,
    ),
  "DELETE /claims/{id}/lock": ({ send, claim }) =>
    send("fatima", "DELETE", `/claims/${claim.id}/lock`, undefined, fatima),
  "GET /claims/{id}/contributions": ({ send, claim }) => send(null, "GET", `/claims/${claim.id}/contributions`),
  "POST /claims/{id}/contributions": ({ send, other }) =>
    send("ada", "POST", `/claims/${other.id}/contributions`, evidence()),
  "POST /contributions/{id}/contributions": ({ send, attached }) =>
    send("bob", "POST", `/contributions/${attached}/contributions`, rebuttal()),
  "GET /contributions/{id}": ({ send, attached }) => send(null, "GET", `/contributions/${attached}`),
  "PATCH /contributions/{id}": ({ send, attached }) =>
    send("ada", "PATCH", `/contributions/${attached}`, { ...evidence(), version: 1, body: { markdown: "Wetter." } }),
  "DELETE /contributions/{id}": ({ send, attached }) => send("ada", "DELETE", `/contributions/${attached}`),
  "GET /contributions/{id}/revisions": ({ send, attached }) =>
    send(null, "GET", `/contributions/${attached}/revisions`),
  "PUT /contributions/{id}/rating": ({ send, attached }) =>
    send("bob", "PUT", `/contributions/${attached}/rating`, { value: "convincing" }),
  "DELETE /contributions/{id}/rating": ({ send, attached }) =>
    send("bob", "DELETE", `/contributions/${attached}/rating`),
  "POST /contributions/{id}/decisions": ({ send, attached }) =>
    send("fatima", "POST", `/contributions/${attached}/decisions`, { to: "accepted", version: 1 }, fatima),
  "PUT /contributions/{id}/pin": ({ send, attached }) =>
    send("fatima", "PUT", `/contributions/${attached}/pin`, { reason: "It is the source." }, fatima),
  "DELETE /contributions/{id}/pin": async ({ send, attached }) => {
    await send("fatima", "PUT", `/contributions/${attached}/pin`, {}, fatima);
    return send("fatima", "DELETE", `/contributions/${attached}/pin`, {}, fatima);
  },
  "POST /moderation/log/{id}/undo": async ({ send, attached }) => {
    await send("fatima", "POST", `/contributions/${attached}/decisions`, { to: "accepted", version: 1 }, fatima);
    const { body } = await send(null, "GET", "/moderation/log");
    return send("fatima", "POST", `/moderation/log/${body.items[0].id}/undo`, { reason: { text: "A slip." } }, fatima);
  },
  "PUT /contributions/{id}/quote-check": ({ send, attached }) =>
    send("fatima", "PUT", `/contributions/${attached}/quote-check`, { result: "verified", version: 1 }, fatima),
  "PUT /contributions/{id}/archive": ({ send, attached }) =>
    send("ada", "PUT", `/contributions/${attached}/archive`, { url: "https://archive.example/water" }),
  "POST /sources/look-up": ({ send }) =>
    send("ada", "POST", "/sources/look-up", { url: "https://water.example/study" }),
  "POST /contributions/{id}/flags": ({ send, attached }) =>
    send("bob", "POST", `/contributions/${attached}/flags`, { reason: "spam" }),
  "GET /search": ({ send }) => send(null, "GET", "/search?q=water"),
  "GET /moderation/queue": ({ send }) =>
    send("fatima", "GET", "/moderation/queue?kind=evidence&state=unreviewed&flagger=bob", undefined, fatima),
  "GET /moderation/waiting": ({ send }) => send("fatima", "GET", "/moderation/waiting", undefined, fatima),
  "POST /moderation/decisions": ({ send, attached }) =>
    send(
      "fatima",
      "POST",
      "/moderation/decisions",
      { items: [{ id: attached, version: 1 }], to: "rejected", reason: { code: "spam" } },
      fatima,
    ),
  "POST /contributions/{id}/take": ({ send, attached }) =>
    send("fatima", "POST", `/contributions/${attached}/take`, undefined, fatima),
  "DELETE /contributions/{id}/take": ({ send, attached }) =>
    send("fatima", "DELETE", `/contributions/${attached}/take`, undefined, fatima),
  "DELETE /contributions/{id}/flags": ({ send, attached }) => send("bob", "DELETE", `/contributions/${attached}/flags`),
  "POST /contributions/{id}/appeal": async ({ send, attached }) => {
    await reject(send, attached);
    return send("ada", "POST", `/contributions/${attached}/appeal`, { text: "It does say so." });
  },
  "GET /moderation/appeals": async ({ send, attached }) => {
    await reject(send, attached);
    await send("ada", "POST", `/contributions/${attached}/appeal`, { text: "It does say so." });
    const answer = await send("fatima", "GET", "/moderation/appeals", undefined, fatima);
    expect(answer.body.items).toHaveLength(1);
    return answer;
  },
  "POST /moderation/appeals/{id}/answer": async ({ send, attached }) => {
    await reject(send, attached);
    const { body } = await send("ada", "POST", `/contributions/${attached}/appeal`, { text: "It does say so." });
    const answer = { outcome: "upheld", text: "So it does." };
    return send("fatima", "POST", `/moderation/appeals/${body.id}/answer`, answer, fatima);
  },
  "GET /moderation/reasons": ({ send }) => send(null, "GET", "/moderation/reasons"),
  "GET /moderation/log": ({ send, claim }) =>
    send(null, "GET", `/moderation/log?claim=${claim.id}&action=lock&role=moderator&essay=on-elements&from=2026-01-01`),
  "GET /moderation/log/{id}": async ({ send }) => {
    const { body } = await send(null, "GET", "/moderation/log?action=unlock");
    return send(null, "GET", `/moderation/log/${body.items[0].id}`);
  },
  "GET /sources": ({ send }) => send(null, "GET", "/sources?q=water&grade=mixed"),
  "GET /sources/{domain}": ({ send }) => send(null, "GET", "/sources/water.example"),
  "PUT /sources/{domain}/grade": ({ send }) => send("fatima", "PUT", "/sources/fire.example/grade", graded(0), fatima),
  "DELETE /sources/{domain}/grade": ({ send }) =>
    send("fatima", "DELETE", "/sources/water.example/grade", { rationale: "It mended.", version: 1 }, fatima),
  "GET /moderation/rules": ({ send }) => send("fatima", "GET", "/moderation/rules", undefined, fatima),
  "PUT /moderation/rules/{code}": ({ send }) =>
    send("ann", "PUT", "/moderation/rules/too-many-links", { enabled: true, threshold: 8 }, { role: "admin" }),
  "POST /essays": ({ send }) =>
    send("fatima", "POST", "/essays", { title: "On owning", body: { markdown: "Now we rent it." } }, fatima),
  "PATCH /essays/{slug}": ({ send }) =>
    send("fatima", "PATCH", "/essays/on-elements", { title: "On the elements" }, fatima),
  "GET /essays/{slug}/text": async (s) => {
    const { slug } = await bringIn(await s.as("root", "admin"));
    return s.send(null, "GET", `/essays/${slug}/text?version=1`);
  },
  "PUT /essays/{slug}/text": async ({ send }) => {
    const put = (query: string, version: number) => {
      const input = { version, body: { markdown: "## Water\n\nThe passage of claim 1." }, note: "Its text." };
      return send("fatima", "PUT", `/essays/on-elements/text${query}`, input, fatima);
    };
    const { body } = await put("?dryRun=true", 0);
    expect(body.passages[0]).toMatchObject({ before: null, after: "exact", now: "The passage of claim 1" });
    const answer = await put("", 0);
    expect(await put("", 7)).toMatchObject({ status: 200, body: { number: 1 } });
    return answer;
  },
  "POST /essays/{slug}/claims": async ({ send, as }) => {
    const { slug } = await bringIn(await as("root", "admin"));
    return send("fatima", "POST", `/essays/${slug}/claims`, toPropose(), fatima);
  },
  "PUT /claims/{id}/translates": ({ send, claim }) =>
    send("fatima", "PUT", `/claims/${claim.id}/translates`, { translates: null }, fatima),
  "PUT /claims/{id}/passage": async ({ send, claim }) => {
    const body = { markdown: "Nothing that was quoted. Water is wet, as they say." };
    await send("fatima", "PUT", "/essays/on-elements/text", { version: 0, body }, fatima);
    const quote = { exact: "Water is wet" };
    return send("fatima", "PUT", `/claims/${claim.id}/passage`, { quote, reason: "There." }, fatima);
  },
  "POST /essays/{slug}/proposals": async (s) => {
    const { slug } = await proposed(s);
    return s.send("bob", "POST", `/essays/${slug}/proposals`, toPropose({ quote: { exact: "A licence is a lease." } }));
  },
  "GET /proposals": async (s) => {
    await proposed(s);
    const { body } = await s.send("ada", "GET", "/proposals");
    expect(body.items).toHaveLength(1);
    return s.send("fatima", "GET", "/proposals?of=everybody", undefined, fatima);
  },
  "GET /proposals/{id}": async (s) => s.send("ada", "GET", `/proposals/${(await proposed(s)).id}`),
  "DELETE /proposals/{id}": async (s) => s.send("ada", "DELETE", `/proposals/${(await proposed(s)).id}`),
  "POST /proposals/{id}/decisions": async (s) => {
    const { id } = await proposed(s);
    return s.send("fatima", "POST", `/proposals/${id}/decisions`, { to: "accepted", version: 1 }, fatima);
  },
  "GET /me": ({ send }) => send("ada", "GET", "/me"),
  "GET /me/export": ({ send }) => send("ada", "GET", "/me/export"),
  "GET /me/tokens": ({ send }) => send("ada", "GET", "/me/tokens"),
  "POST /me/tokens": ({ send }) =>
    send("ada", "POST", "/me/tokens", { name: "script", scope: "read" }, { inPerson: true }),
  "DELETE /me/tokens/{id}": async ({ send }) => {
    const { body } = await send("ada", "POST", "/me/tokens", { name: "script", scope: "read" }, { inPerson: true });
    return send("ada", "DELETE", `/me/tokens/${body.id}`, undefined, { inPerson: true });
  },
  "GET /viewer": ({ send, claim }) => send("ada", "GET", `/viewer?path=/c/${claim.id}/water-is-wet`),
};

test("every route of the document is used here, and nothing else", () => {
  expect(Object.keys(exercises).sort()).toEqual(operations.map(({ name }) => name).sort());
});

test.each(operations.map(({ name }) => name))("%s answers as it documents", async (name) => {
  const setting = await api();
  const { send, claim } = setting;
  const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
  await send("bob", "POST", `/contributions/${body.id}/contributions`, rebuttal());
  await send("bob", "POST", `/contributions/${body.id}/flags`, { reason: "other", text: "Look at it." });
  await send("bob", "PUT", `/claims/${claim.id}/vote`, { value: "agree" });
  await send("fatima", "PUT", `/claims/${claim.id}/lock`, { lock: "hold-new", reason: "Calm" }, fatima);
  await send("fatima", "DELETE", `/claims/${claim.id}/lock`, undefined, fatima);
  await send("fatima", "PUT", "/sources/water.example/grade", graded(0), fatima);
  const answer = await exercises[name]?.({ ...setting, attached: body.id });
  expect(answer?.status).toBeLessThan(300);
});

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(openapi));
  expect(result).toEqual({ valid: true });
  expect(openapi).toMatchObject({ openapi: "3.1.0" });
});
