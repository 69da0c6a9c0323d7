import { type Editor, getMarkRange } from "@tiptap/react";
import { type FormEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { isSafeHref } from "@/lib/rich-text/document";
import styles from "./editor.module.css";

/**
 * Where a link leads and what it says. It hangs on the page's body, since a form can't stand within the form that the
 * editor is in.
 */
export function LinkDialog({ editor, close }: { editor: Editor; close: () => void }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ range, href, text }] = useState(() => linkAt(editor));
  const [fault, setFault] = useState<string>();

  // The caret is back in its place before the dialog is gone: whoever types on at once types there.
  useLayoutEffect(() => {
    const { activeElement } = document;
    dialog.current?.showModal();
    return () => {
      if (activeElement instanceof HTMLElement && activeElement !== editor.view.dom) activeElement.focus();
      else editor.view.focus();
    };
  }, [editor]);

  function put(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // React passes the event on to the form around the editor, by way of the components.
    event.stopPropagation();
    const form = new FormData(event.currentTarget);
    const address = absolute(String(form.get("href")));
    if (!isSafeHref(address)) {
      setFault("Give a whole web address, such as https://example.org/page, or a mail address.");
      return;
    }
    const says = String(form.get("text") ?? "").trim() || text || address;
    const marks = [{ type: "link", attrs: { href: address } }];
    editor
      .chain()
      .setTextSelection(range)
      .command(({ commands }) =>
        says === text
          ? commands.setLink({ href: address })
          : commands.insertContent({ type: "text", text: says, marks }),
      )
      .setTextSelection(range.from + says.length)
      .run();
    dialog.current?.close();
  }

  function remove() {
    editor.chain().setTextSelection(range).unsetLink().run();
    dialog.current?.close();
  }

  return createPortal(
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={`${id}-title`} onClose={close}>
      <form onSubmit={put} noValidate>
        <h2 id={`${id}-title`}>{href ? "Change the link" : "Make a link"}</h2>
        <Field
          label="Address"
          name="href"
          id={`${id}-href`}
          defaultValue={href}
          error={fault}
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
        />
        <Field label="Words that carry it" name="text" id={`${id}-text`} defaultValue={text} autoComplete="off" />
        <div className={styles.choices}>
          <Button kind="main" type="submit">
            {href ? "Change it" : "Make the link"}
          </Button>
          {href && (
            <Button type="button" onClick={remove}>
              Take the link off
            </Button>
          )}
          <Button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </Button>
        </div>
      </form>
    </dialog>,
    document.body,
  );
}

/** The link that the caret stands in, whole, or else what is selected. */
function linkAt(editor: Editor) {
  const { doc, schema, selection } = editor.state;
  const link = schema.marks.link;
  const around = link && selection.empty ? getMarkRange(selection.$from, link) : undefined;
  const range = around ?? { from: selection.from, to: selection.to };
  const { href } = editor.getAttributes("link");
  return { range, href: typeof href === "string" ? href : "", text: doc.textBetween(range.from, range.to, " ") };
}

/** As people write addresses: without the scheme, or a mail address on its own. */
function absolute(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}
