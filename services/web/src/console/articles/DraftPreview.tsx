import { useQuery } from 'urql';
import type { Block } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { isoDay } from '../../shared/lib/time';
import { ArticleChoicesDocument, type ArticlePartsFragment } from '../gql/graphql';
import type { Draft } from './draft';
import { Preview } from './Preview';

export interface DraftPreviewProps {
  article: ArticlePartsFragment;
  draft: Draft;
  mediaUrl: (id: string) => string | null;
}

/** The words of the label as every channel carries them. */
const aiLabel = { ASSISTED: '本文含人工智能辅助生成的内容', GENERATED: '本文由人工智能生成' } as const;

/** What stands for a piece without a cover, as publishing has it: its first picture. */
function firstPicture(blocks: readonly Block[], mediaUrl: DraftPreviewProps['mediaUrl']): string | null {
  const shown = blocks.find((block) => block.type === 'image' || block.type === 'gallery');
  const picture = shown?.type === 'gallery' ? shown.images[0] : shown;
  return picture ? mediaUrl(picture.mediaId) : null;
}

/** The preview of what is on the page at this moment, saved or not. */
export function DraftPreview({ article, draft, mediaUrl }: DraftPreviewProps) {
  const lang = useLang();
  const [{ data: choices }] = useQuery({ query: ArticleChoicesDocument });
  const column = choices?.columns.find((each) => each.id === draft.columnId);
  const source = draft.origin === 'REPRINT' ? choices?.sources.find((each) => each.id === draft.sourceId)?.name : undefined;
  return (
    <Preview
      piece={{
        title: draft.title.trim(),
        summary: draft.summary.trim(),
        blocks: draft.blocks,
        department: article.department.name,
        column: (lang === 'zh' ? column?.name : column?.nameEn) ?? '',
        source: source ?? '',
        label: draft.ai === 'NONE' ? '' : aiLabel[draft.ai],
        day: isoDay(article.releasedAt ?? new Date()),
      }}
      mediaUrl={mediaUrl}
      coverUrl={draft.cover?.url ?? firstPicture(draft.blocks, mediaUrl)}
    />
  );
}
