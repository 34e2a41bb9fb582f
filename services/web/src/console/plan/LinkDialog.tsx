import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { LinkCoverageDocument, OwnPiecesDocument } from '../gql/graphql';
import { useWord } from '../words';
import { planText } from './text';

/** Names the piece that covers an assignment; only pieces of the assignment's department can. */
export function LinkDialog({ assignmentId, departmentId, onClose }: { assignmentId: string; departmentId: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(planText);
  const common = useText(staffText);
  const word = useWord();
  const link = useAct(LinkCoverageDocument);
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: OwnPiecesDocument, variables: { search: search || null } });
  const [form] = Form.useForm<{ articleId: string }>();
  const save = async (articleId: string) => {
    if (await link.run({ assignmentId, articleId })) onClose();
  };
  const own = (data?.articles.nodes ?? []).filter((piece) => piece.department.id === departmentId);
  return (
    <Modal open title={t('link')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: link.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={link.fault} />
      <p>{t('linkNote')}</p>
      <Form form={form} layout="vertical" onFinish={({ articleId }) => void save(articleId)}>
        <Form.Item name="articleId" label={t('piece')} rules={[{ required: true, message: t('required') }]}>
          <Select
            showSearch={{ filterOption: false, onSearch: setSearch }}
            options={own.map((piece) => ({ value: piece.id, label: `${piece.title} · ${word('article', piece.state)}` }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
