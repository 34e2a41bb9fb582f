import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { Empty, NotFound } from '../../shared/states/States';
import { CloseStoryDocument, ReopenStoryDocument, StoryDocument, type StoryQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { StoryMark } from './ListPage';
import { StoryDialog } from './StoryDialog';
import { storiesText } from './text';

type Story = NonNullable<StoryQuery['story']>;
type Row = Story['pieces'][number];

const watched = { additionalTypenames: ['Story', 'Article'] };

/** One story: its pieces, those on their way first, then the newest. */
export function Component() {
  const { id = '' } = useParams();
  const story = useQuery({ query: StoryDocument, variables: { id }, context: watched });
  return <Answer query={story}>{(data) => (data.story ? <Shown story={data.story} /> : <NotFound home="/console/stories" />)}</Answer>;
}

function Shown({ story }: { story: Story }) {
  const t = useText(storiesText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  const columns: Column<Row>[] = [
    { key: 'title', title: t('pieceTitle'), render: (row) => <Link to={`/console/articles/${row.id}`}>{row.title || t('untitled')}</Link> },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={toneOf(row.state)}>{word('article', row.state)}</Mark> },
    { key: 'department', title: t('department'), width: '160px', render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    { key: 'time', title: t('time'), width: '150px', render: (row) => (row.releasedAt ? stamp(row.releasedAt) : '—') },
  ];
  const out = story.pieces.some((piece) => piece.state === 'RELEASED');
  const unseen = story.pieceCount - story.pieces.length;
  return (
    <Page
      title={story.title}
      lead={
        <>
          <StoryMark closedAt={story.closedAt} />
          <span>{story.openedBy.name}</span>
          <span>{stamp(story.openedAt)}</span>
          {out ? <a href={story.address}>{t('publicPage')}</a> : <span>{t('notOut')}</span>}
        </>
      }
      actions={story.mayManage ? <Acts story={story} /> : null}
    >
      {story.summary ? <p>{story.summary}</p> : null}
      {story.pieces.length === 0 ? (
        <Empty title={t('noPieces')} hint={t('noPiecesHint')} />
      ) : (
        <DataTable label={t('pieces')} columns={columns} rows={story.pieces} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/articles/${row.id}`)} />
      )}
      {unseen > 0 ? <p>{t('unseen', { n: unseen })}</p> : null}
    </Page>
  );
}

function Acts({ story }: { story: Story }) {
  const t = useText(storiesText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const close = useAct(CloseStoryDocument);
  const reopen = useAct(ReopenStoryDocument);
  const askClose = () =>
    modal.confirm({
      title: t('closeTitle'),
      content: t('closeNote'),
      okText: t('close'),
      cancelText: common('cancel'),
      onOk: async () => {
        await close.run({ id: story.id });
      },
    });
  return (
    <>
      <Button onClick={() => setEditing(true)}>{t('edit')}</Button>
      {story.closedAt ? (
        <Button loading={reopen.busy} onClick={() => void reopen.run({ id: story.id })}>
          {t('reopen')}
        </Button>
      ) : (
        <Button onClick={askClose}>{t('close')}</Button>
      )}
      <FaultNote fault={close.fault ?? reopen.fault} />
      {editing ? <StoryDialog story={story} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
