import { Button, Checkbox, Form, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { SetAccountCapabilitiesDocument, type AccountCapability, type AccountRegisterFragment } from '../gql/graphql';
import s from './Account.module.css';
import { registerText } from './registerText';

const all: AccountCapability[] = ['DRAFT', 'PUBLISH', 'MASS_SEND', 'COMMENTS', 'MENU', 'MESSAGES', 'FIGURES'];

/** What the platform lets an account do today, and what follows from it. */
export function Capabilities({ account, manage }: { account: AccountRegisterFragment; manage: boolean }) {
  const t = useText(registerText);
  const [setting, setSetting] = useState(false);
  return (
    <Section
      title={t('capabilities')}
      aside={
        manage ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('setCapabilities')}
          </Button>
        ) : null
      }
    >
      <p className={s.quiet}>{account.byHand ? t('byHandNote') : t('capabilitiesLead')}</p>
      <dl className={s.facts}>
        <div>
          <dt>{t(account.verified ? 'verified' : 'unverified')}</dt>
          <dd className={s.acts}>
            {all.map((each) => {
              const may = account.capabilities.includes(each);
              return (
                <Mark key={each} tone={may ? 'good' : 'neutral'}>
                  {t(each)}：{t(may ? 'may' : 'mayNot')}
                </Mark>
              );
            })}
          </dd>
        </div>
      </dl>
      {setting ? <SetDialog account={account} onClose={() => setSetting(false)} /> : null}
    </Section>
  );
}

interface Values {
  verified: boolean;
  capabilities: AccountCapability[];
}

function SetDialog({ account, onClose }: { account: AccountRegisterFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const set = useAct(SetAccountCapabilitiesDocument);
  const [form] = Form.useForm<Values>();
  const save = async (values: Values) => {
    if (await set.run({ id: account.id, ...values })) onClose();
  };
  return (
    <Modal
      open
      title={t('setCapabilitiesTitle', { name: account.name })}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: set.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={set.fault} />
      <p>{t('setCapabilitiesNote')}</p>
      <Form form={form} layout="vertical" initialValues={{ verified: account.verified, capabilities: account.capabilities }} onFinish={(values) => void save(values)}>
        <Form.Item name="verified" valuePropName="checked">
          <Checkbox>{t('verified')}</Checkbox>
        </Form.Item>
        <Form.Item name="capabilities" label={t('allowed')}>
          <Checkbox.Group options={all.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
