import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ascii, eager } from '../../scripts/lib/quick-script-plugin.mjs';

/** As rolldown and its minifier write a CommonJS module: a helper, and an arrow function in parentheses. */
const HELPER = 'o=(e,t)=>()=>(t||(e((t={exports:{}}).exports,t,t.exports),e=null),t.exports)';

const run = (code: string): unknown => runInNewContext(`${code};result`);

describe('a script that begins quickly', () => {
  const code = `"use strict";var ${HELPER},one=o((e=>{e.name="…−\u{1F30D}"})),two=o(((e,t)=>{t.exports=[one().name,this===undefined]})),none=o((()=>{})),other=p((e=>{})),result=two();function p(e){return e}`;

  it('says the same, in functions that are compiled at once and in ASCII', () => {
    const quick = ascii(eager(code));
    expect(quick).toMatch(/^[\0-\x7f]*$/);
    expect(quick).toContain('one=o((function(e){');
    expect(quick).toContain('two=o((function(e,t){');
    expect(quick).toContain('none=o((function(){');
    expect(quick).toContain('other=p((e=>{');
    expect(run(quick)).toEqual(['…−\u{1F30D}', true]);
  });

  it('leaves a script without the helper as it is', () => {
    expect(eager('var a=o((e=>{}))')).toBe('var a=o((e=>{}))');
  });
});
