import { Alert, Form, Input } from 'antd';
import { Link } from 'react-router';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { fieldProps } from '../../shared/staff/FaultNote';
import type { ArticleQuery } from '../gql/graphql';
import type { Draft } from './draft';
import { articlesText } from './text';

export interface CorrectingProps {
  article: NonNullable<ArticleQuery['article']>;
  draft: Draft;
  fault: Fault | null;
  /** Another is writing: nothing here can be changed. */
  disabled: boolean;
  onChange: (change: Partial<Draft>) => void;
}

/** A released piece is written on beside itself: readers keep the version that is out until the new one was reviewed and released, and are told then what it puts right. */
export function Correcting({ article, draft, fault, disabled, onChange }: CorrectingProps) {
  const t = useText(articlesText);
  if (!article.releasedAt) return null;
  const out = article.revisions.find((revision) => revision.publicAt);
  return (
    <Alert
      type="info"
      style={{ marginBottom: 12 }}
      title={out ? t('correcting', { n: out.number }) : t('correctingWithdrawn')}
      action={out ? <Link to={`/console/articles/${article.id}/versions?before=${out.id}`}>{t('compareVersions')}</Link> : null}
      description={
        <Form layout="vertical" component="div" disabled={disabled}>
          <Form.Item label={t('correction')} htmlFor="correction" required extra={t('correctionHint')} style={{ marginBottom: 0 }} {...fieldProps(fault, 'correction')}>
            <Input.TextArea
              id="correction"
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={200}
              value={draft.correction}
              placeholder={t('correctionExample')}
              onChange={(event) => onChange({ correction: event.target.value })}
            />
          </Form.Item>
        </Form>
      }
    />
  );
}
