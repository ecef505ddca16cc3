import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ValueInput } from './ValueInput.tsx';

describe('any of some values', () => {
  it('are typed into a field that has a name', () => {
    const html = renderToString(
      <ValueInput
        place={{ path: [], name: 'condition 1' }}
        field={{ name: 'tags', label: 'Tags', group: 'Supplier', type: 'list' }}
        choices={undefined}
        condition={{ field: 'tags', operator: 'hasAnyTag', value: ['vip'] }}
        onChange={() => undefined}
      />,
    );
    expect(html).toMatch(/<input[^>]*aria-label="Values of condition 1"/);
  });
});
