// Draws the picture and makes each arrow a link to its call.
(() => {
  'use strict';

  const place = document.querySelector('[data-picture]');
  const source = document.querySelector('[data-picture-source]');
  if (!place || !source || !globalThis.mermaid) {
    return;
  }
  const arrows = place.dataset.arrows.split(',').map(Number);
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const linked = (parts, call, text) => {
    const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');
    link.setAttribute('href', '/trail/' + call);
    link.setAttribute('aria-label', 'Call ' + text);
    parts[0].before(link);
    link.append(...parts);
  };

  const draw = async () => {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      theme: dark.matches ? 'dark' : 'neutral',
      fontFamily: 'inherit',
      sequence: { mirrorActors: false, useMaxWidth: true },
    });
    const { svg } = await mermaid.render('picture-drawing', source.textContent);
    place.innerHTML = svg;
    place.hidden = false;
    const drawing = place.querySelector('svg');
    drawing.setAttribute('role', 'group');
    drawing.setAttribute('aria-label', 'Sequence diagram; the list below says the same');
    const texts = [...drawing.querySelectorAll('.messageText')];
    const lines = [...drawing.querySelectorAll('.messageLine0, .messageLine1')];
    texts.forEach((text, index) => {
      if (arrows[index] > 0) {
        linked([text, lines[index]].filter(Boolean), arrows[index], text.textContent);
      }
    });
  };

  draw().catch(() => { place.hidden = true; });
  dark.addEventListener('change', () => { draw().catch(() => { place.hidden = true; }); });
})();
