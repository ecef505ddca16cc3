import { Component, type ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';

type Props = {
  readonly children: ReactNode;
  readonly title?: string;
  /** A change (for example of the address) clears the error. */ readonly resetKey?: string;
};
type State = { readonly error: unknown; readonly failed: boolean; readonly resetKey: string | undefined };

/** Keeps one broken part from taking the page with it, and offers to try again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { error: null, failed: false, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const retry = () =>
      isOldCode(this.state.error) ? window.location.reload() : this.setState({ error: null, failed: false });
    return (
      <ErrorState error={this.state.error} title={this.props.title ?? 'This part of the page broke'} retry={retry} />
    );
  }
}

/** After a release the old chunks are gone; only a reload brings the new ones. */
function isOldCode(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes('dynamically imported module');
}
