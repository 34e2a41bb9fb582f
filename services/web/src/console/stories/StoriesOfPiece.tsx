import { Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { JoinStoryDocument, LeaveStoryDocument, OpenStoriesDocument, StoriesOfArticleDocument } from '../gql/graphql';
import { useCountyRight, useMe, useRight } from '../session';
import { storiesText } from './text';

const watched = { additionalTypenames: ['Story'] };

/** The rolling stories a piece is part of, and its way in and out of them. */
export function StoriesOfPiece({ articleId }: { articleId: string }) {
  const t = useText(storiesText);
  const me = useMe();
  const may = useRight();
  const county = useCountyRight();
  const [joining, setJoining] = useState(false);
  const leave = useAct(LeaveStoryDocument);
  const [{ data }] = useQuery({ query: StoriesOfArticleDocument, variables: { id: articleId }, context: watched });
  const piece = data?.article;
  if (!piece) return null;
  const mine = may('article.draft') && (county('article.draft') || piece.department.id === me.department.id);
  return (
    <>
      <h3>{t('title')}</h3>
      <FaultNote fault={leave.fault} />
      {piece.stories.length === 0 ? <p>{t('notPart')}</p> : null}
      <ol>
        {piece.stories.map((story) => (
          <li key={story.id}>
            <Link to={`/console/stories/${story.id}`}>{story.title}</Link>{' '}
            {mine ? (
              <Button size="small" aria-label={t('leaveOf', { title: story.title })} disabled={leave.busy} onClick={() => void leave.run({ id: story.id, articleId })}>
                {t('leave')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {mine ? (
        <Button size="small" onClick={() => setJoining(true)}>
          {t('join')}
        </Button>
      ) : null}
      {joining ? <JoinDialog articleId={articleId} joined={piece.stories.map((story) => story.id)} onClose={() => setJoining(false)} /> : null}
    </>
  );
}

function JoinDialog({ articleId, joined, onClose }: { articleId: string; joined: string[]; onClose: () => void }) {
  useFocusReturn();
  const t = useText(storiesText);
  const common = useText(staffText);
  const join = useAct(JoinStoryDocument);
  const [{ data }] = useQuery({ query: OpenStoriesDocument, context: watched });
  const [form] = Form.useForm<{ id: string }>();
  const open = (data?.stories.nodes ?? []).filter((story) => !joined.includes(story.id));
  const save = async (id: string) => {
    if (await join.run({ id, articleId })) onClose();
  };
  return (
    <Modal open title={t('join')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: join.busy, disabled: open.length === 0 }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={join.fault} />
      {data && open.length === 0 ? <p>{t('joinNone')}</p> : null}
      <Form form={form} layout="vertical" onFinish={({ id }) => void save(id)}>
        <Form.Item name="id" label={t('joinPick')} rules={[{ required: true, message: t('required') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={open.map((story) => ({ value: story.id, label: story.title }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
