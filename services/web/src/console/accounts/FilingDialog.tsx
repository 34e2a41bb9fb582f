import { Form, Input, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { CompleteFilingDocument, FileEntryDocument, type FilingInput, type RegisterEntryPartsFragment } from '../gql/graphql';
import { AttachmentField } from './AttachmentField';
import { registerText } from './registerText';

const papers = ['attachmentId', 'noticeText', 'noticeAddress', 'noticeOn'] as const;

/** A field left empty was not given. */
function given<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined)) as Values;
}

/** The filing of an entry, or what a filing does not have yet. */
export function FilingDialog({ entry, onClose }: { entry: RegisterEntryPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const file = useAct(FileEntryDocument);
  const complete = useAct(CompleteFilingDocument);
  const [form] = Form.useForm<FilingInput>();
  const { filing } = entry;
  const act = filing ? complete : file;
  const save = async (values: FilingInput) => {
    const input = given(values);
    const done = filing ? await complete.run({ id: entry.id, input }) : await file.run({ id: entry.id, input });
    if (done) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const today = isoDay(new Date());
  return (
    <Modal
      open
      title={filing ? t('completeTitle') : t('fileTitle', { kind: t(entry.kind) })}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: act.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={act.fault} shown={['filingNumber', 'filedOn', 'approvedOn', ...papers]} />
      {filing ? <p>{t('completeNote')}</p> : null}
      {!filing && entry.kind === 'CANCEL' ? <p>{t('fileCancelNote')}</p> : null}
      <Form form={form} layout="vertical" initialValues={filing ? {} : { filedOn: today }} onFinish={(values) => void save(values)}>
        {filing ? null : (
          <>
            <Form.Item name="filingNumber" label={t('number')} rules={required} {...fieldProps(act.fault, 'filingNumber')}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="filedOn" label={t('filedOn')} rules={required} {...fieldProps(act.fault, 'filedOn')}>
              <Input type="date" min={entry.occurredOn} />
            </Form.Item>
          </>
        )}
        {filing?.approvedOn ? null : (
          <Form.Item name="approvedOn" label={t('approvedOn')} {...fieldProps(act.fault, 'approvedOn')}>
            <Input type="date" min={filing?.filedOn} />
          </Form.Item>
        )}
        {filing?.notice ? null : (
          <>
            <Form.Item name="noticeAddress" label={t('noticeAddress')} {...fieldProps(act.fault, 'noticeAddress')}>
              <Input type="url" maxLength={500} />
            </Form.Item>
            <Form.Item name="noticeText" label={t('noticeText')} {...fieldProps(act.fault, 'noticeText')}>
              <Input.TextArea rows={2} maxLength={2000} />
            </Form.Item>
            <Form.Item name="noticeOn" label={t('noticeOn')} {...fieldProps(act.fault, 'noticeOn')}>
              <Input type="date" max={today} />
            </Form.Item>
          </>
        )}
        {filing?.attachment ? null : (
          <Form.Item name="attachmentId" label={t('file_attachment')} {...fieldProps(act.fault, 'attachmentId')}>
            <AttachmentField />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
