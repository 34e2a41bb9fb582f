import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { kinds } from '../articles/Details';
import { FactCheckKindsDocument, KeepFactCheckKindsDocument, type ArticleKind } from '../gql/graphql';
import { sharingText } from '../sharing/text';
import { useWord } from '../words';

/** Which kinds of pieces need an outside fact check before they are submitted. */
export function FactCheckKinds() {
  const asked = useQuery({ query: FactCheckKindsDocument });
  return <Answer query={asked}>{({ factCheckKinds }) => <Chosen key={factCheckKinds.join()} now={factCheckKinds} />}</Answer>;
}

function Chosen({ now }: { now: ArticleKind[] }) {
  const t = useText(sharingText);
  const word = useWord();
  const { message } = App.useApp();
  const keep = useAct(KeepFactCheckKindsDocument);
  const [chosen, setChosen] = useState<ArticleKind[]>(now);
  const save = async () => {
    if (await keep.run({ kinds: chosen })) void message.success(t('saved'));
  };
  return (
    <>
      <p>{t('kindsNote')}</p>
      <FaultNote fault={keep.fault} />
      <p>
        <Checkbox.Group value={chosen} onChange={setChosen} options={kinds.map((value) => ({ value, label: word('kind', value) }))} />
      </p>
      <Button type="primary" loading={keep.busy} onClick={() => void save()}>
        {t('save')}
      </Button>
    </>
  );
}
