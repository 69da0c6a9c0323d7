import { Field } from "@/components/ui/field";
import { titleLimit } from "@/lib/essays/texts";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

export type Described = { title: string; author: string | null; url: string | null };

/** An essay that another one can be a translation of. */
export type Original = { id: string; slug: string; title: string };

/** What stands for an original that is not here: saved, it stays as it is. */
export const keptOriginal = "kept";

/** The language, and the essay that this is a translation of. */
export function LanguageFields({
  state,
  essay,
  originals,
}: {
  state: FormState<unknown>;
  essay: { language: string; translationOf: string | null };
  originals: Original[];
}) {
  const { translationOf } = essay;
  const original = originals.find(({ id }) => id === translationOf);
  const elsewhere = translationOf !== null && !original;
  const chosen = typedIn(state, "translationOf", elsewhere ? keptOriginal : (original?.slug ?? ""));
  return (
    <>
      <Field
        label="Language"
        name="language"
        maxLength={35}
        hint="Its tag: en for English, de for German, pt-BR for the Portuguese of Brazil."
        error={faultIn(state, "language")}
        defaultValue={typedIn(state, "language", essay.language)}
      />
      {(elsewhere || originals.length > 0) && (
        <Field
          label="Translation of"
          name="translationOf"
          hint="Pages of the two lead to each other, and so do the claims that say the same."
          error={faultIn(state, "translationOf")}
        >
          {(props) => (
            <select key={chosen} {...props} defaultValue={chosen}>
              <option value="">None: it is an original</option>
              {elsewhere && <option value={keptOriginal}>An essay that is not here</option>}
              {originals.map(({ slug, title }) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

/** What an essay is called, and who wrote it. */
export function TitleFields({ state, essay }: { state: FormState<unknown>; essay: Described }) {
  return (
    <>
      <Field
        label="Title"
        name="title"
        required
        maxLength={titleLimit}
        error={faultIn(state, "title")}
        defaultValue={typedIn(state, "title", essay.title)}
      />
      <Field
        label="Author"
        name="author"
        maxLength={titleLimit}
        error={faultIn(state, "author")}
        defaultValue={typedIn(state, "author", essay.author ?? "")}
      />
    </>
  );
}
