/** The language of Moot's own words: what is in another one says so with `lang`. */
export const pageLanguage = "en";

/** Whether it is a language's name by BCP 47, as `de` or `pt-BR`. */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The attributes of words in a language: none where it is the page's. */
export const inLanguage = (language: string): { lang?: string; dir?: "auto" } =>
  language === pageLanguage ? {} : { lang: language, dir: "auto" };

const names = new Intl.DisplayNames(["en"], { type: "language" });

/** "German", of `de`. */
export const languageName = (language: string): string => names.of(language) ?? language;

/** What is here in another language, with where it is. */
export type Translation = { language: string; original: boolean; path: string };

/**
 * The addresses of a thing in each of its languages, as `hreflang` has them, its own among them; undefined where it is in one
 * only. `x-default` is the original's.
 */
export function languageLinks(own: Translation, others: Translation[]): Record<string, string> | undefined {
  if (others.length === 0) return undefined;
  const all = [own, ...others];
  const original = all.find((one) => one.original);
  return {
    ...Object.fromEntries(all.map(({ language, path }) => [language, path])),
    ...(original && { "x-default": original.path }),
  };
}
