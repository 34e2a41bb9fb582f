import { CommentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { use, useMemo, useState } from 'react';
import { readBlocks } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { Section } from '../../shared/staff/Page';
import { useKeys } from '../../shared/staff/keys';
import type { ReviewCaseQuery } from '../gql/graphql';
import { Reveal, shownText } from '../review/highlight';
import { CommentBox } from './CommentBox';
import { CommentList } from './CommentList';
import s from './Comments.module.css';
import { partsOf } from './parts';
import { commentsText } from './text';
import type { Comment } from './useComments';

export interface CaseCommentsProps {
  of: Pick<NonNullable<ReviewCaseQuery['reviewCase']>, 'id' | 'revision'>;
  comments: readonly Comment[];
  mayComment: boolean;
  /** Shows the text in which words are selected. */
  onText: () => void;
}

/** What was said of the words of a case, and where one says more. */
export function CaseComments({ of: { id, revision }, comments, mayComment, onText }: CaseCommentsProps) {
  const t = useText(commentsText);
  const reveal = use(Reveal);
  const [listed, setListed] = useState(false);
  const parts = useMemo(() => partsOf({ ...revision, blocks: readBlocks(revision.blocks) }), [revision]);
  const open = comments.filter((comment) => !comment.resolvedAt).length;
  const write = () => {
    if (!mayComment) return;
    onText();
    setListed(true);
  };
  useKeys({ m: write });
  if (!mayComment && comments.length === 0) return null;
  return (
    <Section
      title={open > 0 ? t('commentsOpen', { n: open }) : t('comments')}
      aside={
        mayComment ? (
          <Button size="small" icon={<CommentOutlined aria-hidden />} aria-keyshortcuts="m" onClick={write}>
            {t('write')}
          </Button>
        ) : null
      }
    >
      {mayComment ? <p className={s.hint}>{t('hint')}</p> : null}
      <CommentList comments={comments} onShow={({ place }) => place && reveal(place)} />
      {mayComment ? <CommentBox caseId={id} parts={parts} root={shownText} listed={listed} onClose={() => setListed(false)} /> : null}
    </Section>
  );
}
