import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { useAct } from '../shared/graphql/useAct';
import { useLang } from '../shared/i18n/lang';
import { sharedText } from '../shared/i18n/shared';
import { useText } from '../shared/i18n/text';
import { Answer } from '../shared/staff/Answer';
import { SignInForm, type Credentials } from '../shared/staff/SignInForm';
import { staffText } from '../shared/staff/text';
import { CountiesDocument, SignInDocument } from './gql/graphql';
import { enter, useSession } from './session';

/** Only addresses of the console are followed after a sign-in; anything else could send people elsewhere. */
function inside(next: string | null): string {
  return next?.startsWith('/console/') && !next.startsWith('/console/sign-in') ? next : '/console/work';
}

export function Component() {
  const t = useText(staffText);
  const shared = useText(sharedText);
  const lang = useLang();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const counties = useQuery({ query: CountiesDocument });
  const client = useClient();
  const signIn = useAct(SignInDocument);
  const session = useSession();
  const next = inside(search.get('next'));
  useEffect(() => {
    document.title = `${t('signInTitle')} · ${shared('brand')}`;
  }, [t, shared]);
  useEffect(() => {
    if (session.is === 'in') void navigate(next, { replace: true });
  }, [session.is, navigate, next]);
  const submit = async ({ region, login, password }: Credentials) => {
    const data = await signIn.run({ county: region, login: login.trim(), password });
    if (data) await enter(client, data.signIn.csrfToken);
  };
  return (
    <Answer query={counties}>
      {(data) => (
        <SignInForm
          title={t('signInTitle')}
          regions={data.counties.map(({ code, name, nameEn }) => ({ code, name: lang === 'zh' ? name : nameEn }))}
          busy={signIn.busy}
          fault={signIn.fault}
          onSubmit={(credentials) => void submit(credentials)}
        />
      )}
    </Answer>
  );
}
