// The live trail: new calls without a reload, calls opened in place, copying.
(() => {
  'use strict';

  const say = text => {
    const status = document.querySelector('[data-trail-status]');
    if (status) {
      status.textContent = '';
      requestAnimationFrame(() => { status.textContent = text; });
    }
  };

  const part = async address => {
    const answer = await fetch(address + (address.includes('?') ? '&' : '?') + 'part', { credentials: 'same-origin' });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const holder = document.createElement('template');
    holder.innerHTML = await answer.text();
    return holder.content.querySelector('[data-call-part]');
  };

  const showCopyButtons = root => root.querySelectorAll('[data-copy]').forEach(button => { button.hidden = false; });

  const copied = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(button.parentElement.querySelector('pre'));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (!document.execCommand('copy')) {
        say('Copying was not allowed. The text is selected: copy it with the keyboard.');
        return;
      }
    }
    button.textContent = 'Copied';
    say('The ' + button.dataset.copy + ' was copied.');
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  };

  const toggle = async link => {
    const item = link.closest('li');
    const open = item.querySelector('[data-call-part]');
    if (open) {
      open.remove();
      link.setAttribute('aria-expanded', 'false');
      return;
    }
    try {
      const content = await part(link.getAttribute('href'));
      item.append(content);
      showCopyButtons(content);
      link.setAttribute('aria-expanded', 'true');
    } catch {
      location.assign(link.href);
    }
  };

  const choose = async link => {
    try {
      const content = await part(link.getAttribute('href'));
      const chosen = link.dataset.choice;
      link.closest('[data-call-part]').replaceWith(content);
      showCopyButtons(content);
      content.querySelector('[data-choice="' + chosen + '"]')?.focus();
      say(link.textContent + ' is shown.');
    } catch {
      location.assign(link.href);
    }
  };

  document.addEventListener('click', event => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const button = event.target.closest('[data-copy]');
    if (button) {
      copied(button, button.parentElement.querySelector('pre').textContent);
      return;
    }
    const choice = event.target.closest('[data-choice]');
    const call = event.target.closest('[data-call]');
    if (plain && choice) {
      event.preventDefault();
      choose(choice);
    } else if (plain && call) {
      event.preventDefault();
      toggle(call);
    }
  });

  const list = document.querySelector('[data-trail-list]');

  const highest = () => Math.max(0, ...[...list.querySelectorAll('.trail-list > li')].map(item => Number(item.dataset.number)));

  const refresh = async () => {
    const answer = await fetch('/trail?list', { credentials: 'same-origin' });
    if (!answer.ok) {
      return;
    }
    const holder = document.createElement('template');
    holder.innerHTML = await answer.text();
    const known = list.querySelector('.trail-list');
    const fresh = holder.content.querySelector('.trail-list');
    if (!known || !fresh) {
      list.replaceChildren(holder.content);
    } else {
      const numbers = new Set([...fresh.children].map(item => item.dataset.number));
      [...known.children].filter(item => !numbers.has(item.dataset.number)).forEach(item => item.remove());
      const newest = highest();
      const added = [...fresh.children].filter(item => Number(item.dataset.number) > newest);
      known.prepend(...added);
      if (added.length > 0) {
        say(added.length === 1 ? 'One new entry in the trail.' : added.length + ' new entries in the trail.');
      }
    }
    list.querySelectorAll('[data-call]:not([aria-expanded])').forEach(link => link.setAttribute('aria-expanded', 'false'));
  };

  showCopyButtons(document);
  if (list) {
    list.querySelectorAll('[data-call]').forEach(link => link.setAttribute('aria-expanded', 'false'));
    const events = new EventSource('/trail/events?after=' + highest());
    events.addEventListener('trail', () => { refresh().catch(() => {}); });
    events.addEventListener('over', () => events.close());
    addEventListener('pagehide', () => events.close());
  }
})();
