// What is pressed while the page is still coming waits for the desk's script, which takes it over.
"use strict";
const early = [];
const keepEarly = (event) => {
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && event.target === document.body) early.push(event.key);
};
addEventListener("keydown", keepEarly);
