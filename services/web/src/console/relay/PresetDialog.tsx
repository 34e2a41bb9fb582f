import { Form, InputNumber, Modal } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { RelayPresetDocument, SetRelayPresetDocument, type RelayPresetInput } from '../gql/graphql';
import { relayText } from './text';

const fields = ['dueHours', 'remindMinutes', 'spacingMinutes', 'drawn'] as const;
const labels = { dueHours: 'presetHours', remindMinutes: 'presetRemind', spacingMinutes: 'presetSpacing', drawn: 'presetDrawn' } as const;

/** The county's own numbers for tasks from now on. */
export function PresetDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(relayText);
  const common = useText(staffText);
  const act = useAct(SetRelayPresetDocument);
  const [{ data }] = useQuery({ query: RelayPresetDocument });
  const [form] = Form.useForm<RelayPresetInput>();
  const save = async (input: RelayPresetInput) => {
    if (await act.run({ input })) onClose();
  };
  return (
    <Modal open title={t('presetTitle')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy, disabled: !data }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={fields} />
      {data ? (
        <Form form={form} layout="vertical" initialValues={data.relayPreset} onFinish={(values) => void save(values)}>
          {fields.map((field) => (
            <Form.Item key={field} name={field} label={t(labels[field])} rules={[{ required: true, message: t('required') }]} {...fieldProps(act.fault, field)}>
              <InputNumber min={0} max={1440} precision={0} style={{ width: 140 }} />
            </Form.Item>
          ))}
        </Form>
      ) : null}
    </Modal>
  );
}
