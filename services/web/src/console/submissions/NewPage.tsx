import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Page, Section } from '../../shared/staff/Page';
import { kinds } from '../articles/Details';
import type { Uploaded } from '../articles/upload';
import { AssignmentsOfItemDocument, OwnPiecesDocument, SendSubmissionDocument, type ArticleKind } from '../gql/graphql';
import { useMe } from '../session';
import { useWord } from '../words';
import { Attachments } from './Attachments';
import { blocksOf } from './paragraphs';
import { submissionsText } from './text';

interface Values {
  from: 'text' | 'article';
  articleId?: string;
  title?: string;
  kind: ArticleKind;
  text?: string;
  note?: string;
}

const shown = ['articleId', 'title', 'blocks', 'note', 'attachmentIds'];

/** Hands a piece to the county desk: a text written here, or an article of the department. */
export function Component() {
  const t = useText(submissionsText);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [search] = useSearchParams();
  const assignmentId = search.get('assignment');
  const send = useAct(SendSubmissionDocument);
  const [files, setFiles] = useState<Uploaded[]>([]);
  const [form] = Form.useForm<Values>();
  const from = Form.useWatch('from', form) ?? 'text';
  const submit = async (values: Values) => {
    const written = values.from === 'text';
    const input = {
      articleId: written ? null : (values.articleId ?? null),
      title: values.title ?? '',
      blocks: written ? blocksOf(values.text ?? '') : [],
      kind: values.kind,
      note: values.note ?? '',
      attachmentIds: files.map((file) => file.id),
      assignmentId,
    };
    const data = await send.run({ input });
    if (!data) return;
    void message.success(t('receiptTitle', { number: data.sendSubmission.number }), 6);
    void navigate(`/console/submissions/${data.sendSubmission.id}`, { replace: true });
  };
  return (
    <Page title={t('newTitle')} lead={t('newLead')}>
      <Section>
        <ForAssignment itemId={search.get('item')} assignmentId={assignmentId} />
        <FaultNote fault={send.fault} shown={shown} />
        <Form<Values> form={form} layout="vertical" style={{ maxWidth: 720 }} initialValues={{ from: 'text', kind: 'NEWS' }} onFinish={(values) => void submit(values)}>
          <Form.Item name="from" label={t('from')}>
            <Select
              options={[
                { value: 'text', label: t('fromText') },
                { value: 'article', label: t('fromArticle') },
              ]}
            />
          </Form.Item>
          {from === 'article' ? <ArticleField fault={send.fault} /> : <TextFields fault={send.fault} />}
          <Form.Item label={t('attachments')} {...fieldProps(send.fault, 'attachmentIds')}>
            <Attachments value={files} onChange={setFiles} />
          </Form.Item>
          <Form.Item name="note" label={t('noteForDesk')} {...fieldProps(send.fault, 'note')}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={send.busy}>
            {t('submit')}
          </Button>
        </Form>
      </Section>
    </Page>
  );
}

function ForAssignment({ itemId, assignmentId }: { itemId: string | null; assignmentId: string | null }) {
  const t = useText(submissionsText);
  const [{ data }] = useQuery({ query: AssignmentsOfItemDocument, variables: { id: itemId ?? '' }, pause: !itemId });
  const given = data?.planItem?.assignments.find((row) => row.id === assignmentId);
  if (!data?.planItem || !given) return null;
  return (
    <p>
      {t('forAssignment', { theme: data.planItem.theme })}
      {given.note ? `（${given.note}）` : ''}
    </p>
  );
}

type Shown = { fault: ReturnType<typeof useAct>['fault'] };

function ArticleField({ fault }: Shown) {
  const t = useText(submissionsText);
  const word = useWord();
  const { department } = useMe();
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: OwnPiecesDocument, variables: { search: search || null } });
  const own = (data?.articles.nodes ?? []).filter((piece) => piece.department.id === department.id);
  return (
    <Form.Item name="articleId" label={t('article')} extra={t('articleHint')} rules={[{ required: true, message: t('required') }]} {...fieldProps(fault, 'articleId')}>
      <Select
        showSearch={{ filterOption: false, onSearch: setSearch }}
        options={own.map((piece) => ({ value: piece.id, label: `${piece.title} · ${word('article', piece.state)}` }))}
      />
    </Form.Item>
  );
}

function TextFields({ fault }: Shown) {
  const t = useText(submissionsText);
  const word = useWord();
  return (
    <>
      <Form.Item name="title" label={t('heading')} rules={[{ required: true, whitespace: true, message: t('required') }]} {...fieldProps(fault, 'title')}>
        <Input maxLength={120} showCount />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Select options={kinds.map((value) => ({ value, label: word('kind', value) }))} />
      </Form.Item>
      <Form.Item name="text" label={t('text')} extra={t('textHint')} {...fieldProps(fault, 'blocks')}>
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} />
      </Form.Item>
    </>
  );
}
