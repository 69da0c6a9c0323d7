import type { Page } from "playwright-core";

/** Of everybody in the tests. */
export const password = "a long enough passphrase";

/** Makes an account, from wherever the sign-up page was reached. */
export async function signUp(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL((url) => url.pathname !== "/signup");
}

export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/signin");
}

export type TypedEvidence = { url: string; title: string; excerpt: string; words: string };

/** Fills in the form for evidence that `within` holds, whichever field a text is written in there. */
export async function fillEvidence(page: Page, within: string, { url, title, excerpt, words }: TypedEvidence) {
  const form = page.locator(within);
  await form.getByLabel("Address of the source").fill(url);
  await form.getByLabel("Title").fill(title);
  await form.getByLabel("The exact words you rely on").fill(excerpt);
  await write(page, within, /^In your own words/, words);
}

/** Writes in the field of that name: in the editor where it comes, in the text area where there is no script. */
export async function write(page: Page, within: string, field: string | RegExp, words: string) {
  const form = page.locator(within);
  const box = form.getByRole("textbox", { name: field });
  const scripted = await page.evaluate(() => "next" in window || "__next_f" in window);
  await box.click();
  if (scripted) await form.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await box.fill(words);
}
