import { useEffect } from 'react';
import { Navigate } from 'react-router';
import { useClient, useQuery } from 'urql';
import { useAct } from '../shared/graphql/useAct';
import { sharedText } from '../shared/i18n/shared';
import { useText } from '../shared/i18n/text';
import { Answer } from '../shared/staff/Answer';
import { SignInForm, type Credentials } from '../shared/staff/SignInForm';
import { OverseerSignInDocument, RegionsDocument } from './gql/graphql';
import { enter, useSession } from './session';
import { oversightText, useNamed } from './text';

export function Component() {
  const t = useText(oversightText);
  const shared = useText(sharedText);
  const named = useNamed();
  const client = useClient();
  const regions = useQuery({ query: RegionsDocument });
  const signIn = useAct(OverseerSignInDocument);
  const session = useSession();
  useEffect(() => {
    document.title = `${t('signInTitle')} · ${shared('brand')}`;
  }, [t, shared]);
  if (session.is === 'in') return <Navigate replace to="/oversight/board" />;
  const submit = async ({ region, login, password }: Credentials) => {
    const data = await signIn.run({ region, login: login.trim(), password });
    if (data) await enter(client, data.signIn.csrfToken);
  };
  return (
    <Answer query={regions}>
      {(data) => (
        <SignInForm
          title={t('signInTitle')}
          regions={data.regions.map((region) => ({ code: region.code, name: named(region) }))}
          busy={signIn.busy}
          fault={signIn.fault}
          onSubmit={(credentials) => void submit(credentials)}
        />
      )}
    </Answer>
  );
}
