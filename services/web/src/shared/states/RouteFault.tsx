import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Crashed } from './Crashed';
import { NotFound } from './States';

/** The router's own boundary: unknown addresses, and a page whose code could not be fetched after a new deployment. */
export function RouteFault({ home }: { home: string }) {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound home={home} />;
  return <Crashed detail={error instanceof Error ? error.message : String(error)} />;
}
