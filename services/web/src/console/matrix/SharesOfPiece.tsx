import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AskForArticleDocument, OfferArticleDocument, ShareDepartmentsDocument, SharesOfPieceDocument, type SharesOfPieceQuery } from '../gql/graphql';
import { useMe, useRight } from '../session';
import s from './Matrix.module.css';
import { Shares } from './Shares';
import { matrixText } from './text';

type Piece = NonNullable<SharesOfPieceQuery['article']>;

const watched = { additionalTypenames: ['ArticleShare'] };

/** Of one piece: whom it was offered to, and the way to offer it or to ask for it. */
export function SharesOfPiece({ articleId, title }: { articleId: string; title: string }) {
  const shares = useQuery({ query: SharesOfPieceDocument, variables: { id: articleId }, context: watched });
  return <Answer query={shares}>{({ article }) => (article ? <Shown piece={article} title={title} /> : null)}</Answer>;
}

function Shown({ piece, title }: { piece: Piece; title: string }) {
  const t = useText(matrixText);
  const me = useMe();
  const may = useRight();
  const [dialog, setDialog] = useState<'offer' | 'ask' | null>(null);
  const own = me.department.id === piece.department.id;
  const mayOffer = own && may('article.submit') && (piece.state === 'DRAFT' || piece.state === 'RELEASED');
  const mayAsk = !own && may('article.draft') && piece.state === 'RELEASED';
  return (
    <section className={s.part}>
      <h3>{t('shared')}</h3>
      {piece.shares.length === 0 ? <p className={s.quiet}>{t('nothing')}</p> : <Shares label={t('shared')} shares={piece.shares} of="one" />}
      {mayOffer ? <Button onClick={() => setDialog('offer')}>{t('offer')}</Button> : null}
      {mayAsk ? <Button onClick={() => setDialog('ask')}>{t('ask')}</Button> : null}
      {dialog === 'offer' ? <OfferDialog piece={piece} title={title} onClose={() => setDialog(null)} /> : null}
      {dialog === 'ask' ? <AskDialog piece={piece} title={title} onClose={() => setDialog(null)} /> : null}
    </section>
  );
}

interface DialogProps {
  piece: Piece;
  title: string;
  onClose: () => void;
}

function OfferDialog({ piece, title, onClose }: DialogProps) {
  useFocusReturn();
  const t = useText(matrixText);
  const common = useText(staffText);
  const lang = useLang();
  const act = useAct(OfferArticleDocument);
  const [{ data }] = useQuery({ query: ShareDepartmentsDocument });
  const [form] = Form.useForm<{ departmentIds: string[]; note: string }>();
  const others = (data?.departments ?? []).filter((row) => row.id !== piece.department.id);
  const save = async ({ departmentIds, note }: { departmentIds: string[]; note: string }) => {
    if (await act.run({ id: piece.id, departmentIds, note })) onClose();
  };
  return (
    <Modal open title={t('offerTitle', { title })} okText={t('send')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={['departmentIds', 'note']} />
      <p>{t('offerNote')}</p>
      <Form form={form} layout="vertical" initialValues={{ departmentIds: [], note: '' }} onFinish={(values) => void save(values)}>
        <Form.Item name="departmentIds" label={t('departments')} rules={[{ required: true, type: 'array', min: 1, message: t('required') }]} {...fieldProps(act.fault, 'departmentIds')}>
          <Select mode="multiple" optionFilterProp="label" options={others.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} {...fieldProps(act.fault, 'note')}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function AskDialog({ piece, title, onClose }: DialogProps) {
  useFocusReturn();
  const t = useText(matrixText);
  const common = useText(staffText);
  const lang = useLang();
  const act = useAct(AskForArticleDocument);
  const [note, setNote] = useState('');
  const name = lang === 'zh' ? piece.department.name : piece.department.nameEn;
  const save = async () => {
    if (await act.run({ id: piece.id, note })) onClose();
  };
  return (
    <Modal open title={t('askTitle', { title })} okText={t('send')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => void save()}>
      <FaultNote fault={act.fault} />
      <p>{t('askNote', { name })}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('note')} htmlFor="ask-note">
          <Input.TextArea id="ask-note" rows={2} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
