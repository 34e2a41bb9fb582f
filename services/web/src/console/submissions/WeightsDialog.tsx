import { Form, InputNumber, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { SetAdoptionWeightsDocument, type AdoptionWeightsInput, type WeightPartsFragment } from '../gql/graphql';
import s from './Submissions.module.css';
import { submissionsText } from './text';

const keys = ['submitted', 'adopted', 'adoptedWithEdits', 'released', 'national', 'province', 'city', 'local'] as const;

/** What each thing is worth in the county's ledger. */
export function WeightsDialog({ weights, onClose }: { weights: WeightPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(submissionsText);
  const common = useText(staffText);
  const set = useAct(SetAdoptionWeightsDocument);
  const [form] = Form.useForm<AdoptionWeightsInput>();
  const save = async (input: AdoptionWeightsInput) => {
    if (await set.run({ input })) onClose();
  };
  return (
    <Modal open title={t('weights')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: set.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={set.fault} shown={keys} />
      <p>{t('weightsNote')}</p>
      <Form form={form} layout="vertical" initialValues={weights} onFinish={(values) => void save(values)}>
        <div className={s.numbers}>
          {keys.map((key) => (
            <Form.Item key={key} name={key} label={t(key)} rules={[{ required: true, message: t('required') }]} {...fieldProps(set.fault, key)}>
              <InputNumber min={0} max={1000} step={0.5} style={{ width: '100%' }} />
            </Form.Item>
          ))}
        </div>
      </Form>
    </Modal>
  );
}
