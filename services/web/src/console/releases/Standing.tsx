import { Button, Space } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Section } from '../../shared/staff/Page';
import { LiftEmbargoDocument, type ReleaseQuery } from '../gql/graphql';
import { EmbargoDialog } from './EmbargoDialog';
import { TermsDialog } from './TermsDialog';
import { releasesText } from './text';

type Release = NonNullable<ReleaseQuery['release']>;

const concerns = { additionalTypenames: ['Embargo', 'Release'] };

/** From when a piece may be out, until when, and when somebody looks again. */
export function Standing({ release, mayEdit }: { release: Release; mayEdit: boolean }) {
  const t = useText(releasesText);
  const [dialog, setDialog] = useState<'terms' | 'embargo' | null>(null);
  const lift = useAct(LiftEmbargoDocument, concerns);
  const { embargo, expiresAt, expiryReason, reviewOn } = release;
  const waits = release.targets.some((target) => target.state === 'PLANNED');
  const acts = (
    <Space wrap>
      {waits || embargo ? <Button onClick={() => setDialog('embargo')}>{t(embargo ? 'embargoEdit' : 'setEmbargo')}</Button> : null}
      {embargo ? (
        <Button loading={lift.busy} onClick={() => void lift.run({ articleId: release.article.id })}>
          {t('liftEmbargo')}
        </Button>
      ) : null}
      <Button onClick={() => setDialog('terms')}>{t('editTerms')}</Button>
    </Space>
  );
  return (
    <Section title={t('terms')} aside={mayEdit ? acts : null}>
      <FaultNote fault={lift.fault} />
      {embargo ? <p>{t('embargoUntil', { at: stamp(embargo.until), reason: embargo.reason })}</p> : null}
      <p>{expiresAt ? t('expiresAtTold', { at: stamp(expiresAt), reason: expiryReason ?? '' }) : t('noExpiry')}</p>
      <p>{reviewOn ? t('reviewOnTold', { day: reviewOn }) : t('noReview')}</p>
      {dialog === 'terms' ? <TermsDialog release={release} onClose={() => setDialog(null)} /> : null}
      {dialog === 'embargo' ? <EmbargoDialog release={release} onClose={() => setDialog(null)} /> : null}
    </Section>
  );
}
