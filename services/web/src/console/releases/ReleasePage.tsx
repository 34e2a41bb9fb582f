import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { NotFound } from '../../shared/states/States';
import { ReleaseDocument, type ReleaseQuery } from '../gql/graphql';
import { Syndication } from '../outlets/Syndication';
import { PickupsOfPiece } from '../pickups/PickupsOfPiece';
import { PrintForms } from '../review/PrintForms';
import { useMe, useRight } from '../session';
import { toneOf, useWord } from '../words';
import { Deliveries } from './Deliveries';
import { History } from './History';
import { MoveDialog } from './MoveDialog';
import { ReadBacks } from './ReadBacks';
import { Standing } from './Standing';
import { Targets } from './Targets';
import { Tasks } from './Tasks';
import { releasesText } from './text';
import { WithdrawDialog } from './WithdrawDialog';
import { useChecking } from './useChecking';

type Release = NonNullable<ReleaseQuery['release']>;

export function Component() {
  const { id = '' } = useParams();
  const release = useQuery({ query: ReleaseDocument, variables: { id } });
  useChecking(release[0].data?.release?.targets ?? [], release[1]);
  return (
    <Answer query={release}>{(data) => (data.release ? <Shown release={data.release} /> : <NotFound home="/console/releases" />)}</Answer>
  );
}

function Shown({ release }: { release: Release }) {
  const t = useText(releasesText);
  const lang = useLang();
  const may = useRight();
  const { county } = useMe();
  const [dialog, setDialog] = useState<'withdraw' | 'reschedule' | null>(null);
  const planned = !release.withdrawnAt && release.targets.every((target) => target.state === 'PLANNED');
  return (
    <Page
      title={release.title}
      lead={
        <>
          <span>{stamp(release.scheduledAt)}</span>
          <span>{lang === 'zh' ? release.department.name : release.department.nameEn}</span>
          <span>{t('plannedBy', { name: release.createdBy.name, at: stamp(release.createdAt) })}</span>
          <Link to={`/console/articles/${release.article.id}`}>{t('openArticle')}</Link>
        </>
      }
      actions={
        <>
          {release.reviewCase ? <PrintForms caseId={release.reviewCase.id} /> : null}
          {planned && may('release.plan') ? <Button onClick={() => setDialog('reschedule')}>{t('reschedule')}</Button> : null}
          {!release.withdrawnAt && may('release.withdraw') ? (
            <Button danger onClick={() => setDialog('withdraw')}>
              {t('withdraw')}
            </Button>
          ) : null}
        </>
      }
    >
      {release.withdrawnAt ? (
        <Alert type="warning" showIcon style={{ marginBottom: 16 }} title={t('withdrawnAt', { at: stamp(release.withdrawnAt) })} description={<Why release={release} />} />
      ) : null}
      {release.alarmedAt && !release.withdrawnAt ? (
        <Alert type="error" showIcon style={{ marginBottom: 16 }} title={t('alarm', { at: stamp(release.wholeBy) })} />
      ) : null}
      <Tasks release={release} />
      <Section title={t('targets')}>
        <Targets targets={release.targets} withdrawn={Boolean(release.withdrawnAt)} page={`/s/${String(county.code)}/articles/${release.article.id}`} />
      </Section>
      {release.withdrawnAt ? null : <Standing release={release} mayEdit={may('release.plan')} />}
      {release.targets.filter((target) => target.message.length > 0).map((target) => (
        <Together key={target.id} target={target} own={release.id} />
      ))}
      <ReadBacks targets={release.targets} />
      <Section title={t('history')}>
        <History targets={release.targets} />
      </Section>
      <Syndication articleId={release.article.id} withdrawn={Boolean(release.withdrawnAt)} />
      <Section title={t('deliveries')}>
        <Deliveries deliveries={release.deliveries} none={t('noDeliveries')} />
      </Section>
      {may('outlet.read') ? (
        <Section title={t('pickups')}>
          <PickupsOfPiece articleId={release.article.id} />
        </Section>
      ) : null}
      {dialog === 'withdraw' ? <WithdrawDialog release={release} onClose={() => setDialog(null)} /> : null}
      {dialog === 'reschedule' ? <MoveDialog moves={[{ release, at: release.scheduledAt }]} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

/** The other pieces of the same WeChat message, in their order. */
function Together({ target, own }: { target: Release['targets'][number]; own: string }) {
  const t = useText(releasesText);
  const word = useWord();
  return (
    <Section title={`${t('together')} · ${target.account.name}`}>
      <ol>
        {target.message.map((part) => (
          <li key={part.releaseId}>
            {part.place === 0 ? t('headline') : t('placeN', { n: part.place + 1 })} · {part.releaseId === own ? <strong>{part.title}</strong> : <Link to={`/console/releases/${part.releaseId}`}>{part.title}</Link>}{' '}
            <Mark tone={toneOf(part.state)}>{word('target', part.state)}</Mark>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Why({ release }: { release: Release }) {
  const t = useText(releasesText);
  const kind = release.withdrawalKind?.toUpperCase() ?? '';
  return (
    <>
      {kind in kinds ? `${t(kinds[kind as keyof typeof kinds])}：` : null}
      {release.withdrawalReason}
      {release.mergedIntoId ? (
        <>
          {' '}
          <Link to={`/console/articles/${release.mergedIntoId}`}>{t('mergedInto')}</Link>
        </>
      ) : null}
    </>
  );
}

const kinds = { ERROR: 'withdrawal_ERROR', MERGED: 'withdrawal_MERGED', NOTICE: 'withdrawal_NOTICE', EXPIRED: 'withdrawal_EXPIRED', TAKEN_BACK: 'withdrawal_TAKEN_BACK' } as const;
