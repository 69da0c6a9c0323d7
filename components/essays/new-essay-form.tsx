"use client";

import { BodyField } from "@/components/editor/body-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { pageLanguage } from "@/lib/essays/languages";
import { faultIn, typedIn } from "@/lib/form-state";
import { LanguageFields, type Original, TitleFields } from "./essay-fields";

/** What stands in the form once a text was read from an address or a file. */
export type FoundText = {
  title: string;
  author: string;
  url: string;
  slug: string;
  language: string;
  markdown: string;
};

const nothing: FoundText = { title: "", author: "", url: "", slug: "", language: pageLanguage, markdown: "" };

type Props = { originals: Original[]; action: FormAction<FoundText> };

/** Brings an essay in: its text is typed, pasted, or read from an address or a file, and can be mended before it is saved. */
export function NewEssayForm({ originals, action }: Props) {
  const { state, submit, pending } = useForm(action);
  const found = (state.status === "done" && state.data) || nothing;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <Field
        label="Where it stands"
        name="url"
        type="url"
        hint="The address of the essay on the web, if it has one. Readers are led there."
        error={faultIn(state, "url")}
        defaultValue={typedIn(state, "url", found.url)}
      />
      <Button type="submit" name="intent" value="fetch" formNoValidate disabled={pending}>
        Read the text from there
      </Button>
      <Field
        label="Or a file"
        name="file"
        type="file"
        accept=".md,.markdown,.txt,.html,.htm,text/plain,text/markdown,text/html"
        hint="Markdown, HTML or plain text, of up to 900 kB."
        error={faultIn(state, "file")}
      />
      <Button type="submit" name="intent" value="read" formNoValidate disabled={pending}>
        Read the file
      </Button>
      <TitleFields state={state} essay={found} />
      <LanguageFields state={state} essay={{ ...found, translationOf: null }} originals={originals} />
      <Field
        label="Its address here"
        name="slug"
        maxLength={60}
        hint="The last part of it, in lower case. Left empty, it is made of the title. It stays as it is."
        error={faultIn(state, "slug")}
        defaultValue={typedIn(state, "slug", found.slug)}
      />
      <BodyField
        kind="essay"
        label="The text"
        state={state}
        initial={found.markdown}
        hint="Without its title. Headings make the sections that claims are listed in."
      />
      <Button type="submit" kind="main" name="intent" value="save" disabled={pending}>
        Bring it in
      </Button>
    </form>
  );
}
