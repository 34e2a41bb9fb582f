import { readBlocks, type Block } from '../../shared/article/block';
import { fromWall, stamp } from '../../shared/lib/time';
import { isPictureNote } from '../editor/paste/picture';
import { replaced, type Place } from '../editor/places';
import { allFollowed, channels, coverInput, coverOf, variantInputs, variantsOf, type Cover, type Variants } from '../variants/variants';
import type { AiUse, ArticleInput, ArticleKind, ArticlePartsFragment, Origin, Sensitivity } from '../gql/graphql';

/** An article as it stands on the page, before the server has taken it. */
export interface Draft {
  title: string;
  summary: string;
  blocks: Block[];
  kind: ArticleKind;
  sensitivity: Sensitivity;
  origin: Origin;
  emergency: boolean;
  ai: AiUse;
  columnId: string | null;
  topics: string[];
  /** Ids of other departments whose affairs it speaks of. */
  touches: string[];
  sourceId: string | null;
  sourceUrl: string;
  sourceAuthor: string;
  /** The county's wall clock, `2026-11-24T15:30`, or nothing. */
  sourcePublishedAt: string;
  sourceLicence: string;
  /** The department of the county whose piece it carries: a reprint of it names no source of the list. */
  carriedFrom: string | null;
  cover: Cover | null;
  variants: Variants;
  /** The policy that an interpretation explains, with its title, which a search may no longer list. */
  policy: { id: string; title: string } | null;
  /** What readers are told that a correction puts right; asked once the piece was released. */
  correction: string;
}

export const blank: Draft = {
  title: '',
  summary: '',
  blocks: [],
  kind: 'NEWS',
  sensitivity: 'PLAIN',
  origin: 'ORIGINAL',
  emergency: false,
  ai: 'NONE',
  columnId: null,
  topics: [],
  touches: [],
  sourceId: null,
  sourceUrl: '',
  sourceAuthor: '',
  sourcePublishedAt: '',
  sourceLicence: '',
  carriedFrom: null,
  cover: null,
  variants: {},
  policy: null,
  correction: '',
};

export function draftOf(article: ArticlePartsFragment): Draft {
  return {
    title: article.title,
    summary: article.summary,
    blocks: readBlocks(article.blocks),
    kind: article.kind,
    sensitivity: article.sensitivity,
    origin: article.origin,
    emergency: article.emergency,
    ai: article.ai,
    columnId: article.column?.id ?? null,
    topics: article.topics,
    touches: article.touches.map((department) => department.id),
    sourceId: article.source?.id ?? null,
    sourceUrl: article.sourceUrl ?? '',
    sourceAuthor: article.sourceAuthor ?? '',
    sourcePublishedAt: article.sourcePublishedAt ? stamp(article.sourcePublishedAt).replace(' ', 'T') : '',
    sourceLicence: article.sourceLicence ?? '',
    carriedFrom: article.carriedFrom ?? null,
    cover: coverOf(article),
    variants: variantsOf(article.variants),
    policy: article.policy ? { id: article.policy.id, title: article.policy.title } : null,
    // What an earlier correction said is out with it; the next one says its own.
    correction: article.state === 'RELEASED' || article.state === 'WITHDRAWN' ? '' : article.correction,
  };
}

/** Only an interpretation names a policy, and only a reprint a source: an original names none, even if one had been picked before the writer changed their mind. */
export function inputOf(draft: Draft): ArticleInput {
  const { cover, policy, sourceId, sourceUrl, sourceAuthor, sourcePublishedAt, sourceLicence, variants, carriedFrom, ...rest } = draft;
  const reprint = draft.origin === 'REPRINT';
  const said = (text: string) => (reprint && text.trim() !== '' ? text.trim() : null);
  return {
    ...rest,
    title: draft.title.trim(),
    summary: draft.summary.trim(),
    correction: draft.correction.trim(),
    // What carries a piece of the county names its department, and no source beside it.
    sourceId: reprint && !carriedFrom ? sourceId : null,
    sourceUrl: said(sourceUrl),
    sourceAuthor: said(sourceAuthor),
    sourcePublishedAt: reprint && sourcePublishedAt ? fromWall(sourcePublishedAt) : null,
    sourceLicence: said(sourceLicence),
    ...coverInput(cover),
    variants: variantInputs(variants),
    policyId: draft.kind === 'INTERPRETATION' ? (policy?.id ?? null) : null,
  };
}

/** The draft with a part of it changed. What channels show in an order of their own follows the text. */
export function changed(draft: Draft, part: Partial<Draft>): Draft {
  const next = { ...draft, ...part };
  if (!part.blocks) return next;
  return { ...next, variants: allFollowed(next.variants, draft.blocks, part.blocks) };
}

/** The draft with a place of its words replaced: its title, its summary, or what a channel says in their place. */
export function written(draft: Draft, place: Place, by: string): Partial<Draft> | null {
  if (place.path === 'title' || place.path === 'summary' || place.path === 'correction') return { [place.path]: replaced(draft[place.path].trim(), place, by) };
  const [head, word, field] = place.path.split('/');
  const channel = channels.find((each) => each.toLowerCase() === word);
  const own = channel ? draft.variants[channel] : undefined;
  if (head !== 'variants' || !channel || !own || (field !== 'title' && field !== 'summary')) return null;
  return { variants: { ...draft.variants, [channel]: { ...own, [field]: replaced((own[field] ?? '').trim(), place, by) } } };
}

/** What still stands in the way of submitting, as far as the page can tell; the server has the last word. */
export type Gap = 'correction' | 'title' | 'body' | 'source' | 'alt' | 'pictures' | 'heads';

export function gapsOf(draft: Draft, released: boolean): Gap[] {
  const gaps: Gap[] = [];
  if (released && draft.correction.trim() === '') gaps.push('correction');
  if (draft.title.trim() === '') gaps.push('title');
  if (draft.blocks.length === 0) gaps.push('body');
  if (draft.origin === 'REPRINT' && !draft.carriedFrom && (!draft.sourceId || draft.sourceUrl.trim() === '')) gaps.push('source');
  const unnamed = draft.blocks.some(
    (block) =>
      (block.type === 'image' && block.alt === '') ||
      (block.type === 'gallery' && block.images.some((image) => image.alt === '')) ||
      ((block.type === 'audio' || block.type === 'video' || block.type === 'file') && block.title === ''),
  );
  if (unnamed) gaps.push('alt');
  if (draft.blocks.some(isPictureNote)) gaps.push('pictures');
  if (draft.blocks.some((block) => block.type === 'table' && !block.headerRow && !block.headerColumn)) gaps.push('heads');
  return gaps;
}
