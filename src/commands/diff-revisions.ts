import { openRange, openRepository, openTree, type Revision } from '../compare/git.ts';
import { reportMarkdown } from '../compare/markdown.ts';
import { pairBundles, type BundlePair } from '../compare/pair.ts';
import type { ComparedBundle, RevisionReport } from '../compare/report.ts';
import { compareBundleStates, isDifferent } from '../compare/revisions.ts';
import { reportText } from '../compare/text.ts';
import { diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { EXIT } from '../terminal.ts';
import { withPlaces } from './diff-places.ts';
import { refuse } from './host.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { printDocument } from './print-document.ts';
import type { Invocation } from './entry.ts';

/** `tsm diff --base REV`: what a host that runs one revision would do to run the other. Needs no host. */
export async function diffRevisions(
  range: string,
  { environments, flags, terminal }: Invocation,
): Promise<number> {
  const json = flags['json'] === true;
  const repository = await openRepository(terminal.cwd);
  if (repository.value === undefined) return refuse(repository.diagnostics, terminal, json);
  const revisions = await openRange(repository.value, range);
  if (revisions.value === undefined) return refuse(revisions.diagnostics, terminal, json);
  const { base, head } = revisions.value;
  const trees = [await openTree(repository.value, base), await openTree(repository.value, head)] as const;
  const paired = await pairBundles(...trees, repository.value.prefix);
  const pairs = (paired.value ?? []).filter((pair) => isAsked(pair, environments));
  if (pairs.length === 0) {
    const found = (paired.value ?? []).map((pair) => manifestOf(pair)?.environment ?? '');
    const none =
      found.length === 0
        ? diagnostic('diff-no-bundle', undefined, { base: base.name, head: head.name })
        : diagnostic('bundle-missing', undefined, { environment: environments[0], found });
    return refuse([...paired.diagnostics, none], terminal, json);
  }
  const bundles = await withPlaces(terminal.cwd, pairs.map(comparePair));
  const report: RevisionReport = { base: side(base), head: side(head), bundles };
  const located = await locateDiagnostics(paired.diagnostics, repository.value.top);
  const ok = !hasErrors(paired.diagnostics);
  if (json) printDocument('diff-base', { ok, ...report, diagnostics: located }, terminal);
  else {
    await showDiagnostics(located, terminal);
    terminal.out(flags['markdown'] === true ? reportMarkdown(report) : reportText(report, terminal.columns));
  }
  if (!ok) return EXIT.wrongInput;
  return flags['exitCode'] === true && bundles.some(isDifferent) ? EXIT.changesPending : EXIT.done;
}

const side = ({ name, commit }: Revision): RevisionReport['base'] => ({ name, commit: commit ?? null });

const manifestOf = ({ before, after }: BundlePair) => (after ?? before)?.bundle.manifest;

function isAsked(pair: BundlePair, environments: readonly string[]): boolean {
  const { environment = '', aliases = [] } = manifestOf(pair) ?? {};
  return environments.length === 0 || [environment, ...aliases].some((name) => environments.includes(name));
}

function comparePair({ before, after }: BundlePair): ComparedBundle {
  const folder = (after ?? before)?.folder ?? '';
  const moved = before !== undefined && before.folder !== folder ? { movedFrom: before.folder } : {};
  return { ...compareBundleStates(before?.bundle, after?.bundle), folder, ...moved };
}
