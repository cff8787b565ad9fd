import { MANIFEST } from '../bundle/bundle.ts';
import { MANIFEST_FORMAT, manifestSchema, type Manifest } from '../bundle/manifest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { StoredBundle } from '../install/store.ts';

/** The manifest that a text holds. `file` is its name for messages. */
export function decodeManifest(text: string, file: string): Checked<Manifest> {
  const fail = (problem: string): Checked<Manifest> => ({
    value: undefined,
    diagnostics: [diagnostic('manifest-unreadable', undefined, { file, problem })],
  });
  try {
    const raw = JSON.parse(text) as { format?: unknown } | null;
    if (typeof raw?.format === 'number' && raw.format > MANIFEST_FORMAT)
      return {
        value: undefined,
        diagnostics: [diagnostic('bundle-newer', undefined, { format: raw.format, known: MANIFEST_FORMAT })],
      };
    const parsed = manifestSchema.safeParse(raw);
    return parsed.success
      ? { value: parsed.data, diagnostics: [] }
      : fail(parsed.error.issues[0]?.message ?? 'it is no manifest');
  } catch (problem) {
    return fail((problem as Error).message);
  }
}

/** A bundle from texts by path inside it. What the manifest lists and is not there counts as empty, and is said. */
export function storedBundle(
  manifest: Manifest,
  texts: ReadonlyMap<string, string>,
): { readonly bundle: StoredBundle; readonly missing: readonly Diagnostic[] } {
  const listed = [MANIFEST, ...manifest.files];
  const files = new Map(
    listed.flatMap((path) => (texts.has(path) ? [[path, texts.get(path) ?? ''] as const] : [])),
  );
  const missing = listed
    .filter((path) => !files.has(path))
    .map((file) => diagnostic('bundle-file-missing', undefined, { file }));
  return { bundle: { manifest, files }, missing };
}
