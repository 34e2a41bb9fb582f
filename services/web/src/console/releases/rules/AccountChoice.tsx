import { Select } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../../shared/i18n/text';
import { AccountChoicesDocument } from '../../gql/graphql';
import { releasesText } from '../text';

/** The county, or one of its accounts. */
export function AccountChoice({ id, value, onChange }: { id: string; value: string | null; onChange: (id: string | null) => void }) {
  const t = useText(releasesText);
  const [{ data, fetching }] = useQuery({ query: AccountChoicesDocument });
  const accounts = (data?.accounts ?? []).map((account) => ({ value: account.id, label: account.name }));
  return (
    <Select
      id={id}
      style={{ width: 220, maxWidth: '100%' }}
      loading={fetching}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? ''}
      options={[{ value: '', label: t('allAccounts') }, ...accounts]}
      onChange={(choice: string) => onChange(choice === '' ? null : choice)}
    />
  );
}
