import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '../../shared/i18n/text';
import type { ArticleQuery } from '../gql/graphql';
import { PlanDialog } from '../releases/PlanDialog';
import { articlesText } from './text';

type Article = NonNullable<ArticleQuery['article']>;

/** The accounts that carry an earlier version: a correction belongs on each of them. */
function carrying({ releases, revisions }: Article): string[] {
  const latest = revisions[0]?.id;
  const live = releases.filter((release) => release.revisionId !== latest).flatMap((release) => release.targets.filter((target) => target.state === 'LIVE'));
  return [...new Set(live.map((target) => target.account.id))];
}

/** Plans the release of an approved piece, for those who may. */
export function ReleaseButton({ article }: { article: Article }) {
  const t = useText(articlesText);
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  if (!article.actions.includes('release')) return null;
  return (
    <>
      <Button type={article.actions.includes('submit') ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {t('planRelease')}
      </Button>
      <PlanDialog
        open={open}
        article={article}
        earlier={carrying(article)}
        onCancel={() => setOpen(false)}
        onPlanned={(id) => void navigate(`/console/releases/${id}`)}
      />
    </>
  );
}
