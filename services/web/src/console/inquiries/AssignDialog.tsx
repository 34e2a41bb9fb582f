import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { AssignInquiryDocument, DepartmentsDocument, type InquiryPartsFragment } from '../gql/graphql';
import { inquiriesText } from './text';

export interface DialogProps {
  open: boolean;
  inquiry: InquiryPartsFragment;
  onClose: () => void;
}

/** To the department that answers it. */
export function AssignDialog({ open, inquiry, onClose }: DialogProps) {
  const t = useText(inquiriesText);
  const common = useText(staffText);
  const lang = useLang();
  const assign = useAct(AssignInquiryDocument);
  const [{ data }] = useQuery({ query: DepartmentsDocument, pause: !open });
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const confirm = async () => {
    if (!departmentId) return;
    if (await assign.run({ id: inquiry.id, version: inquiry.version, departmentId, note: note.trim() })) onClose();
  };
  return (
    <Modal
      open={open}
      title={t('assignTitle')}
      okText={t('assign')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !departmentId, loading: assign.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
      destroyOnHidden
    >
      <FaultNote fault={assign.fault} shown={['departmentId', 'note']} />
      <Form layout="vertical" component="div">
        <Form.Item label={t('department')} htmlFor="assign-to" required {...fieldProps(assign.fault, 'departmentId')}>
          <Select
            id="assign-to"
            showSearch={{ optionFilterProp: 'label' }}
            value={departmentId}
            onChange={setDepartmentId}
            options={(data?.departments ?? [])
              .filter((department) => department.id !== inquiry.department?.id)
              .map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
          />
        </Form.Item>
        <Form.Item label={t('assignNote')} htmlFor="assign-note" {...fieldProps(assign.fault, 'note')}>
          <Input.TextArea id="assign-note" rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
