import htm from 'htm';
import { h } from 'preact';

/** Builds virtual nodes from a template: html`<p>${text}</p>`. Values are never parsed as HTML. */
export const html = htm.bind(h);
