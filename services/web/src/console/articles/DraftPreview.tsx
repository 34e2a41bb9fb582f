import { useQuery } from 'urql';
import type { Block } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { isoDay } from '../../shared/lib/time';
import { ArticleChoicesDocument, type ArticlePartsFragment } from '../gql/graphql';
import type { Draft } from './draft';
import type { ChannelCheck } from '../variants/counts';
import { onChannel, type Channel } from '../variants/variants';
import { Preview, type PreviewPiece } from './Preview';

export interface DraftPreviewProps {
  article: Pick<ArticlePartsFragment, 'department' | 'releasedAt'>;
  draft: Pick<Draft, 'title' | 'summary' | 'blocks' | 'cover' | 'variants' | 'columnId' | 'origin' | 'sourceId' | 'ai'>;
  /** What each channel said to it, where it is being written. */
  checks?: readonly ChannelCheck[] | null;
  mediaUrl: (id: string) => string | null;
}

/** The words of the label as every channel carries them. */
export const aiLabel = { ASSISTED: '本文含人工智能辅助生成的内容', GENERATED: '本文由人工智能生成' } as const;

/** What stands for a piece without a cover, as publishing has it: its first picture. */
export function firstPicture(blocks: readonly Block[], mediaUrl: DraftPreviewProps['mediaUrl']): PreviewPiece['cover'] {
  const shown = blocks.find((block) => block.type === 'image' || block.type === 'gallery');
  const picture = shown?.type === 'gallery' ? shown.images[0] : shown;
  const url = picture ? mediaUrl(picture.mediaId) : null;
  return url ? { url, ...(picture?.focus ? { focus: picture.focus } : {}) } : null;
}

/** The preview of what is on the page at this moment, saved or not, in each channel's own version. */
export function DraftPreview({ article, draft, checks = null, mediaUrl }: DraftPreviewProps) {
  const lang = useLang();
  const [{ data: choices }] = useQuery({ query: ArticleChoicesDocument });
  const column = choices?.columns.find((each) => each.id === draft.columnId);
  const source = draft.origin === 'REPRINT' ? choices?.sources.find((each) => each.id === draft.sourceId)?.name : undefined;
  const pieceOn = (channel: Channel): PreviewPiece => {
    const shown = onChannel(draft, draft.variants, channel);
    return {
      title: shown.title.trim(),
      summary: shown.summary.trim(),
      blocks: shown.blocks,
      department: article.department.name,
      column: (lang === 'zh' ? column?.name : column?.nameEn) ?? '',
      source: source ?? '',
      label: draft.ai === 'NONE' ? '' : aiLabel[draft.ai],
      day: isoDay(article.releasedAt ?? new Date()),
      cover: shown.cover ?? firstPicture(shown.blocks, mediaUrl),
    };
  };
  return <Preview pieceOn={pieceOn} checks={checks} mediaUrl={mediaUrl} />;
}
