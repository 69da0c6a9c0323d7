import { z } from "@hono/zod-openapi";
import { roles } from "@/db/words";
import {
  bringInEssay,
  describeEssay,
  editText,
  makeClaim,
  placePassage,
  previewText,
  translateClaim,
} from "@/lib/essays/commands";
import {
  describeEssayInput,
  editTextInput,
  makeClaimInput,
  newEssayInput,
  placePassageInput,
  translateClaimInput,
} from "@/lib/essays/input";
import { essayText } from "@/lib/essays/text-queries";
import { anchorings, type PassageChange } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import { type Api, route } from "../route";
import { ClaimLink, claimLink } from "../shapes/claim";
import { address, iso, type ToAddress } from "../shapes/list";

const tag = "Essays' texts";

const how = z.enum(anchorings).openapi({
  description:
    "`exact`: as the claim quotes it. `changed`: found, but worded differently. `placed`: by a moderator's hand. `orphaned`: not in the text.",
});
const offset = z.int().min(0).openapi({ description: "In UTF-16 code units of `plainText`." });
const number = z.int().min(1);

const Text = z
  .object({
    number,
    newest: number,
    at: z.iso.datetime(),
    byRole: z
      .enum(roles)
      .nullable()
      .openapi({ description: "Who wrote this version, by role; null where it came with the essay." }),
    note: z.string().nullable(),
    url: address,
    body: z.object({ type: z.literal("doc"), content: z.array(z.any()) }).openapi({ description: "Tiptap JSON." }),
    plainText: z.string(),
    passages: z
      .array(z.object({ claim: ClaimLink, how, start: offset, end: offset }))
      .openapi({ description: "Where the claims' passages stand; known of the newest version only." }),
    orphaned: z.array(ClaimLink).openapi({ description: "Claims whose passage is not in the newest text." }),
  })
  .openapi("EssayText");

const EditedText = z
  .object({
    number,
    passages: z
      .array(
        z.object({
          claim: ClaimLink,
          before: how.nullable(),
          after: how,
          was: z.string().nullable(),
          now: z.string().nullable(),
        }),
      )
      .openapi({ description: "What becomes of the passage of each claim." }),
  })
  .openapi("EditedText");

const EssayMade = z.object({ id: z.string(), slug: z.string(), title: z.string(), url: address }).openapi("EssayMade");
const ClaimMade = z
  .object({
    ...ClaimLink.shape,
    decision: z.string().nullable().openapi({ description: "Null where it was there already." }),
  })
  .openapi("ClaimMade");
const PassagePlaced = z.object({ id: z.string(), how, start: offset, end: offset }).openapi("PassagePlaced");

const passageChange = ({ claim, before, after, was, now }: PassageChange, link: ToAddress) => ({
  claim: claimLink(claim, link),
  ...{ before, after, was, now },
});

const ofText = '`body` is Tiptap JSON or `{"markdown": …}`, with headings of the levels 2 and 3 and rules.';
const ofPassage =
  "The passage is given by its words, white space aside, with what stands around them or, where they stand in several places " +
  "(422, `passage.ambiguous`), with `start`; or as `start` and `end` in the text of `textNumber`.";

/** Essays in full: their texts, and the claims that are made of them. */
export function essayTextRoutes(api: Api): void {
  route(
    api,
    {
      method: "post",
      path: "/essays",
      tag,
      summary: "Bring in an essay with its text",
      description: ofText,
      body: newEssayInput,
      answer: EssayMade,
      created: ({ slug }) => `${paths.api}/essays/${slug}`,
      signedIn: true,
    },
    async ({ ctx, input, link }) => {
      const made = await bringInEssay(ctx, input);
      return { ...made, url: link(paths.essay(made.slug)) };
    },
  );
  route(
    api,
    {
      method: "patch",
      path: "/essays/{slug}",
      tag,
      summary:
        "Change what an essay is called, who wrote it, where it first stood, its language and of which essay it is a translation",
      body: describeEssayInput,
      answer: EssayMade,
      signedIn: true,
    },
    async ({ ctx, param, input, link }) => {
      const made = await describeEssay(ctx, param("slug"), input);
      return { ...made, url: link(paths.essay(made.slug)) };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/essays/{slug}/text",
      tag,
      summary: "The essay in full, with where its claims' passages stand",
      query: z.object({
        version: z.coerce
          .number()
          .int()
          .min(1)
          .optional()
          .openapi({ description: "An older version of it, by number." }),
      }),
      answer: Text,
    },
    async ({ ctx, param, query, link }) => {
      const { essay, text, at, passages, orphaned, ...version } = await essayText(ctx, param("slug"), query.version);
      return {
        ...version,
        at: iso(at),
        url: link(paths.essayText(essay.slug)),
        plainText: text,
        passages: passages.map(({ claim, how, start, end }) => ({ claim: claimLink(claim, link), how, start, end })),
        orphaned: orphaned.map((claim) => claimLink(claim, link)),
      };
    },
  );
  route(
    api,
    {
      method: "put",
      path: "/essays/{slug}/text",
      tag,
      summary: "Give an essay a new version of its text",
      description: `${ofText} \`version\` is the number of the one that was looked at, 0 where there was none.`,
      query: z.object({
        dryRun: z
          .enum(["true", "false"])
          .optional()
          .openapi({ description: "`true`: only say what would become of the claims." }),
      }),
      body: editTextInput,
      answer: EditedText,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, query, input, link }) => {
      const edit = query.dryRun === "true" ? previewText : editText;
      const { number, passages } = await edit(ctx, param("slug"), input);
      return { number, passages: passages.map((change) => passageChange(change, link)) };
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/essays/{slug}/claims",
      tag,
      summary: "Make a claim of a passage",
      description: ofPassage,
      body: makeClaimInput,
      answer: ClaimMade,
      created: ({ id }) => `${paths.api}/claims/${id}`,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input, link }) => {
      const { decision, ...claim } = await makeClaim(ctx, param("slug"), input);
      return { ...claimLink(claim, link), decision };
    },
  );
  route(
    api,
    {
      method: "put",
      path: "/claims/{id}/passage",
      tag,
      summary: "Say by hand where in the text a claim's passage stands",
      description: ofPassage,
      body: placePassageInput,
      answer: PassagePlaced,
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param, input }) => placePassage(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "put",
      path: "/claims/{id}/translates",
      tag,
      summary: "Say which claim of the original a claim of a translation says, in its own language",
      description: "A moderator's. Left out or null, it says none.",
      body: translateClaimInput,
      answer: z.object({ id: z.string(), translates: z.string().nullable() }).openapi("ClaimTranslates"),
      signedIn: true,
    },
    async ({ ctx, param, input }) => translateClaim(ctx, param("id"), input),
  );
}
