import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { readBlocks } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { NotFound } from '../../shared/states/States';
import layout from '../articles/ArticleEditor.module.css';
import { useMediaUrls } from '../articles/useMediaUrls';
import { RecallRelayDocument, RelayTaskDocument, RelayTaskFileDocument, TakeRelayDocument, type RelayTaskQuery } from '../gql/graphql';
import { Copies } from './Copies';
import { Draws } from './Draws';
import { Progress } from './Progress';
import s from './Relay.module.css';
import { relayText } from './text';

export type Task = NonNullable<RelayTaskQuery['relayTask']>;

const watched = { additionalTypenames: ['RelayTask', 'RelayCopy', 'RelayDraw', 'Article'] };

/** One task: what is carried, how far each account is, what shows it, and what was drawn for a look. */
export function Component() {
  const { id = '' } = useParams();
  const task = useQuery({ query: RelayTaskDocument, variables: { id }, context: watched });
  const [, again] = task;
  return (
    <Answer query={task}>
      {(data) => (data.relayTask ? <Shown task={data.relayTask} onChanged={() => again({ requestPolicy: 'network-only' })} /> : <NotFound home="/console/relays" />)}
    </Answer>
  );
}

function Shown({ task, onChanged }: { task: Task; onChanged: () => void }) {
  const t = useText(relayText);
  const media = useMediaUrls();
  return (
    <Page
      title={task.title}
      lead={
        <>
          <span lang="zh-CN">{task.issuer}</span>
          {task.fromAbove ? <Mark tone="accent">{t('fromAbove')}</Mark> : null}
          <span>{t('ordered', { at: stamp(task.orderedAt) })}</span>
          <span>{t('dueAt', { at: stamp(task.dueAt) })}</span>
        </>
      }
      actions={<Acts task={task} />}
    >
      {task.recalledAt ? (
        <Alert type="warning" showIcon style={{ marginBottom: 16 }} title={t('recalledWhy', { at: stamp(task.recalledAt), reason: task.recalledReason ?? '' })} />
      ) : null}
      {task.mayTake ? <Alert type="info" style={{ marginBottom: 16 }} title={t('takeNote')} /> : null}
      <div className={layout.columns}>
        <div>
          <Section title={t('coverage')} aside={<Progress counts={task.counts} />}>
            <Copies task={task} />
          </Section>
          {task.mayLook ? (
            <Section title={t('draws')}>
              <Draws task={task} onChanged={onChanged} />
            </Section>
          ) : null}
        </div>
        <div>
          <Section title={t('facts')}>
            <Facts task={task} />
          </Section>
          <Section title={t('text')}>
            <div className={s.text} tabIndex={0} role="region" aria-label={t('text')} lang="zh-CN">
              <BlocksView blocks={readBlocks(task.blocks)} mediaUrl={media.url} />
            </div>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Facts({ task }: { task: Task }) {
  const t = useText(relayText);
  return (
    <>
      <dl className={s.facts}>
        <Fact name={t('source')} value={task.sourceName} />
        <div>
          <dt>{t('original')}</dt>
          <dd>
            <a href={task.sourceUrl} rel="noopener noreferrer" target="_blank">
              {task.sourceUrl}
            </a>
          </dd>
        </div>
        {task.articleId ? (
          <div>
            <dt>{t('piece')}</dt>
            <dd>
              <Link to={`/console/articles/${task.articleId}`}>{task.title}</Link>
            </dd>
          </div>
        ) : null}
        {task.sourceAuthor ? <Fact name={t('author')} value={task.sourceAuthor} /> : null}
        {task.sourcePublishedAt ? <Fact name={t('publishedAt')} value={stamp(task.sourcePublishedAt)} /> : null}
        {task.sourceLicence ? <Fact name={t('licence')} value={task.sourceLicence} /> : null}
        {task.orderedBy ? <Fact name={t('orderedBy')} value={task.orderedBy.name} /> : null}
      </dl>
      {task.note ? (
        <p className={s.said} lang="zh-CN">
          {task.note}
        </p>
      ) : null}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Acts({ task }: { task: Task }) {
  const t = useText(relayText);
  const client = useClient();
  const navigate = useNavigate();
  const take = useAct(TakeRelayDocument);
  const recall = useAct(RecallRelayDocument);
  const [fault, setFault] = useState<Fault | null>(null);
  const [recalling, setRecalling] = useState(false);
  const open = async () => {
    const data = await take.run({ id: task.id });
    if (data) void navigate(`/console/articles/${data.takeRelay.id}`);
  };
  const save = async () => {
    setFault(null);
    const file = await client.query(RelayTaskFileDocument, { id: task.id }, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) download(file.data.relayTaskFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  const mayRecall = task.mayManage && !task.fromAbove && !task.recalledAt;
  return (
    <>
      <FaultNote fault={take.fault ?? fault} />
      {task.mayTake ? (
        <Button type="primary" loading={take.busy} onClick={() => void open()}>
          {t('take')}
        </Button>
      ) : null}
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
        {t('exportFile')}
      </Button>
      {mayRecall ? (
        <Button danger onClick={() => setRecalling(true)}>
          {t('recall')}
        </Button>
      ) : null}
      <ReasonDialog
        open={recalling}
        title={t('recallTitle')}
        note={t('recallNote')}
        okText={t('recall')}
        danger
        busy={recall.busy}
        fault={recall.fault}
        onCancel={() => setRecalling(false)}
        onConfirm={(reason) => void recall.run({ id: task.id, reason }).then((done) => done && setRecalling(false))}
      />
    </>
  );
}
