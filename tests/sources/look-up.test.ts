import { expect, onTestFinished, test } from "vitest";
import { looker, lookUpSource } from "@/lib/sources/look-up";
import { createLooker } from "@/lib/sources/looker";
import { lookingAt } from "../support/looking";
import { moot } from "../support/moot";
import { page, startSite } from "../support/site";

const head = `<title>On the gap</title><meta name="author" content="Grace Hopper">
  <meta property="og:site_name" content="The Lag Review"><meta name="date" content="2026-05-29">`;

async function setting() {
  const m = await moot();
  const site = await startSite();
  looker.factsOf = createLooker(lookingAt(site));
  onTestFinished(() => {
    looker.factsOf = null;
  });
  return { m, site, ada: await m.as("Ada") };
}

const nothing = { title: null, author: null, publisher: null, date: null };

test("a form is filled with what the page says of itself; the page is asked for once", async () => {
  const { site, ada } = await setting();
  const url = site.at("/page", page("A text.", head));
  const filling = { title: "On the gap", author: "Grace Hopper", publisher: "The Lag Review", date: "2026-05-29" };
  expect(await lookUpSource(ada, { url })).toEqual(filling);
  expect(await lookUpSource(ada, { url })).toEqual(filling);
  expect(site.asked).toHaveLength(1);
});

test("where there is no page, or a private one, nothing is said, and nothing of why", async () => {
  const { site, ada } = await setting();
  expect(await lookUpSource(ada, { url: `${site.url}/nowhere` })).toEqual(nothing);
  expect(await lookUpSource(ada, { url: "http://10.0.0.1/" })).toEqual(nothing);
  expect(await lookUpSource(ada, { url: "http://169.254.169.254/latest/meta-data/" })).toEqual(nothing);
});

test("where looking is turned off, nothing is said", async () => {
  const { site, ada } = await setting();
  looker.factsOf = null;
  expect(await lookUpSource(ada, { url: site.at("/page", page("A text.", head)) })).toEqual(nothing);
  expect(site.asked).toEqual([]);
});

test("a stranger makes Moot look at nothing, and nobody at what is no address", async () => {
  const { m, ada } = await setting();
  await expect(lookUpSource(await m.as(null), { url: "https://a.example/" })).rejects.toMatchObject({ status: 401 });
  for (const url of ["", "nonsense", "file:///etc/passwd"]) {
    await expect(lookUpSource(ada, { url })).rejects.toMatchObject({ status: 422 });
  }
});
