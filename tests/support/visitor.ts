/** A browser without JavaScript, as far as forms, redirects and cookies go. */
export function visitor(site: string) {
  /** By host, since a provider has cookies of its own; Path and Secure are left to real browsers. */
  const jars = new Map<string, Map<string, string>>();
  const jar = (url: string) => {
    const { hostname, port } = new URL(url);
    const key = `${hostname}:${port}`;
    const known = jars.get(key) ?? new Map<string, string>();
    jars.set(key, known);
    return known;
  };

  async function once(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Cookie", [...jar(url)].map(([name, value]) => `${name}=${value}`).join("; "));
    if (init.method === "POST") headers.set("Origin", new URL(url).origin);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(name.length + 1);
      if (value === "" || /max-age=0(;|$)/i.test(set)) jar(url).delete(name);
      else jar(url).set(name, value);
    }
    return response;
  }

  async function follow(url: string, init: RequestInit = {}) {
    let at = new URL(url, site).href;
    let response = await once(at, init);
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 15; hops++) {
      at = new URL(response.headers.get("location") ?? "", at).href;
      response = await once(at, {});
    }
    return { url: at, status: response.status, html: await response.text() };
  }

  type Page = Awaited<ReturnType<typeof follow>>;
  return {
    open: (path: string) => follow(path),
    cookies: () => jar(site),
    /** Fills in the form of the page that holds `marker` (in a button, for instance) and sends it. */
    submit(page: Page, marker: string, typed: Record<string, string> = {}): Promise<Page> {
      const form = page.html.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes(marker));
      if (!form) throw new Error(`no form has “${marker}” in ${page.url}:\n${page.html.slice(0, 3000)}`);
      const open = form.slice(0, form.indexOf(">"));
      const body = new FormData();
      for (const input of form.match(/<input[^>]*type="?hidden"?[^>]*>/g) ?? []) {
        body.set(attribute(input, "name") ?? "", attribute(input, "value") ?? "");
      }
      for (const [name, value] of Object.entries(typed)) body.set(name, value);
      const encoded = /multipart/i.test(open) ? body : new URLSearchParams([...body].map(([k, v]) => [k, String(v)]));
      const action = attribute(open, "action") || page.url;
      return follow(new URL(action, page.url).href, { method: "POST", body: encoded });
    },
  };
}

function attribute(tag: string, name: string): string | undefined {
  const value = tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
  return value
    ?.replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
