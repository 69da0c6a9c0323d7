import { Field } from "@/components/ui/field";
import { titleLimit } from "@/lib/essays/texts";
import { type FormState, faultIn, typedIn } from "@/lib/form-state";

export type Described = { title: string; author: string | null; url: string | null };

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
