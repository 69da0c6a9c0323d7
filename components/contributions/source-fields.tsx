import { Field } from "@/components/ui/field";
import { limits, type Source, sourceTypes } from "@/lib/contributions/contributions";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";
import { FillFromPage } from "./fill-from-page";
import styles from "./source-fields.module.css";

/** The fields of a source. `id` tells the fields of several forms on a page apart. */
export function SourceFields({ id, state, source }: { id: string; state: FormState<unknown>; source: Source | null }) {
  const field = (name: keyof Source, label: string) => ({
    id: `${id}-${name}`,
    name: `source.${name}`,
    label,
    error: faultIn(state, `source.${name}`),
    defaultValue: typedIn(state, `source.${name}`, source?.[name] ?? ""),
    maxLength: name in limits ? limits[name as keyof typeof limits] : undefined,
  });
  const {
    defaultValue: excerpt,
    maxLength: excerptLimit,
    ...excerptField
  } = field("excerpt", "The exact words you rely on");
  const { defaultValue: type, maxLength: _, ...typeField } = field("type", "What kind of source it is");
  const citation = field("citation", "Full citation");
  return (
    <>
      <Field {...field("url", "Address of the source")} type="url" inputMode="url" placeholder="https://" />
      <FillFromPage />
      <details className={styles.citation} open={Boolean(citation.defaultValue || citation.error)}>
        <summary>It has no address: a book, an interview</summary>
        <Field {...citation} hint="Author, title, publisher, year, page; or who said it to whom, when." />
      </details>
      <Field {...field("title", "Title")} />
      <div className={styles.pair}>
        <Field {...field("author", "Author")} />
        <Field {...field("publisher", "Publisher")} />
      </div>
      <div className={styles.pair}>
        <Field {...field("date", "Date, or the year alone")} placeholder="2026-05-29" />
        <Field {...typeField}>
          {(props) => (
            // Keyed, because a form that comes back refused leaves a select as it was made at first.
            <select key={type} {...props} defaultValue={type}>
              <option value="">Choose one</option>
              {sourceTypes.map((value) => (
                <option key={value} value={value}>
                  {value}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field {...excerptField} hint="Copied from the source letter by letter, so that anybody can find it there.">
        {(props) => <textarea {...props} rows={3} defaultValue={excerpt} maxLength={excerptLimit} />}
      </Field>
    </>
  );
}
