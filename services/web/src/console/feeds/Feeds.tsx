import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { AskFeedDocument, FeedsDocument, PauseFeedDocument, ResumeFeedDocument, type FeedPartsFragment } from '../gql/graphql';
import { FeedDialog } from './FeedDialog';
import { FeedRoutes } from './FeedRoutes';
import { feedsText } from './text';

/** Empty lists name no type, so the first of each would not refresh them without this. */
const watched = { additionalTypenames: ['Feed', 'FeedRoute'] };

/** 订阅源: what is asked, what came of it, and where it goes. */
export function Feeds() {
  const t = useText(feedsText);
  const feeds = useQuery({ query: FeedsDocument, context: watched });
  return (
    <Answer query={feeds}>
      {(data) => (
        <>
          <FeedList feeds={data.feeds} />
          <div style={{ marginTop: 16 }}>
            <Section title={t('routes')}>
              <FeedRoutes routes={data.feedRoutes} feeds={data.feeds} />
            </Section>
          </div>
        </>
      )}
    </Answer>
  );
}

function FeedList({ feeds }: { feeds: FeedPartsFragment[] }) {
  const t = useText(feedsText);
  const { message } = App.useApp();
  const pause = useAct(PauseFeedDocument);
  const resume = useAct(ResumeFeedDocument);
  const ask = useAct(AskFeedDocument);
  const [dialog, setDialog] = useState<'add' | FeedPartsFragment | null>(null);
  const askNow = async (id: string) => {
    if (await ask.run({ id })) void message.success(t('asking'));
  };
  const acts = (row: FeedPartsFragment) => (
    <Space size={4} wrap>
      <Button size="small" aria-label={t('editOf', { name: row.name })} onClick={() => setDialog(row)}>
        {t('edit')}
      </Button>
      {row.state === 'ACTIVE' ? (
        <>
          <Button size="small" aria-label={t('askOf', { name: row.name })} disabled={ask.busy} onClick={() => void askNow(row.id)}>
            {t('ask')}
          </Button>
          <Button size="small" aria-label={t('pauseOf', { name: row.name })} disabled={pause.busy} onClick={() => void pause.run({ id: row.id })}>
            {t('pause')}
          </Button>
        </>
      ) : (
        <Button size="small" aria-label={t('resumeOf', { name: row.name })} disabled={resume.busy} onClick={() => void resume.run({ id: row.id })}>
          {t('resume')}
        </Button>
      )}
    </Space>
  );
  const columns: Column<FeedPartsFragment>[] = [
    {
      key: 'name',
      title: t('name'),
      render: (row) => (
        <>
          <strong>{row.name}</strong>
          <div style={{ color: 'var(--ink-2)', fontSize: 13, overflowWrap: 'anywhere' }}>{row.url}</div>
        </>
      ),
    },
    { key: 'source', title: t('source'), width: '120px', render: (row) => row.source.name },
    { key: 'state', title: t('state'), width: '220px', render: (row) => <FeedStanding feed={row} /> },
    { key: 'answered', title: t('answered'), width: '140px', render: (row) => (row.answeredAt ? stamp(row.answeredAt) : t('never')) },
    { key: 'next', title: t('next'), width: '140px', wideOnly: true, render: (row) => (row.state === 'ACTIVE' ? stamp(row.nextAt) : '—') },
    { key: 'act', title: t('act'), width: '210px', render: acts },
  ];
  return (
    <>
      <p>{t('lead')}</p>
      <FaultNote fault={pause.fault ?? resume.fault ?? ask.fault} />
      <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setDialog('add')}>
        {t('add')}
      </Button>
      {feeds.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <DataTable label={t('feeds')} columns={columns} rows={feeds} rowKey={(row) => row.id} />}
      {dialog ? <FeedDialog feed={dialog === 'add' ? null : dialog} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** Whether it is asked, and in one line what is wrong with it. */
function FeedStanding({ feed }: { feed: FeedPartsFragment }) {
  const t = useText(feedsText);
  const lang = useLang();
  const { trouble, state } = feed;
  const tone = state === 'PAUSED' ? 'neutral' : trouble?.failure ? 'bad' : trouble ? 'warn' : 'good';
  return (
    <>
      <Mark tone={tone}>{t(state)}</Mark>
      {trouble ? <div style={{ fontSize: 13 }}>{lang === 'zh' ? trouble.message : trouble.messageEn}</div> : null}
    </>
  );
}
