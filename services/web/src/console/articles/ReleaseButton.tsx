import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '../../shared/i18n/text';
import type { ArticlePartsFragment } from '../gql/graphql';
import { PlanDialog } from '../releases/PlanDialog';
import { articlesText } from './text';

/** Plans the release of an approved piece, for those who may. */
export function ReleaseButton({ article }: { article: ArticlePartsFragment }) {
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
        onCancel={() => setOpen(false)}
        onPlanned={(id) => void navigate(`/console/releases/${id}`)}
      />
    </>
  );
}
