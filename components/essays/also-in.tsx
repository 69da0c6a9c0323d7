import { languageName, type Translation } from "@/lib/essays/languages";

/** Links to the same in other languages. */
export function AlsoIn({ translations }: { translations: Translation[] }) {
  if (translations.length === 0) return null;
  return (
    <>
      {" "}
      · Also in{" "}
      {translations.map(({ language, path }, i) => (
        <span key={path}>
          {i > 0 && ", "}
          <a href={path} hrefLang={language}>
            {languageName(language)}
          </a>
        </span>
      ))}
    </>
  );
}
